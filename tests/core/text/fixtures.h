// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/atomic_file.h"
#include "core/support/random.h"
#include "core/text/tokenizer_json.h"

#include <nlohmann/json.hpp>

namespace interweave::testing {

inline const std::filesystem::path kTextFixtures
    = std::filesystem::path(INTERWEAVE_FIXTURES) / "text";

inline nlohmann::json readTextFixture(const std::string& name)
{
    return nlohmann::json::parse(readFile(kTextFixtures / name));
}

using Ids = std::vector<TokenId>;

/// A small tokenizer by the name of its family: of families.json, "tekken" and "byte-level", or the
/// name of a file of this folder.
inline std::unique_ptr<Tokenizer> smallFamily(const std::string& name)
{
    if (name == "tekken" || name == "byte-level")
        return loadTokenizer(kTextFixtures / (name == "tekken" ? "tekken.json" : "tokenizer.json"));
    const nlohmann::json fixture = readTextFixture("families.json");
    for (const nlohmann::json& family : fixture["families"]) {
        if (family["name"] != name)
            continue;
        nlohmann::json document = fixture[family["base"].get<std::string>()];
        document.merge_patch(family["patch"]);
        return makeTokenizer(document, {}, name);
    }
    return loadTokenizer(kTextFixtures / name);
}

/// Any character of Unicode, every fourth below U+0250.
inline char32_t randomCharacter(Random& random)
{
    const uint64_t codePoint = random.below(4) ? random.below(0x250) : random.below(0x110000);
    return codePoint >= 0xD800 && codePoint < 0xE000 ? U' ' : static_cast<char32_t>(codePoint);
}

} // namespace interweave::testing
