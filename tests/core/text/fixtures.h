// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/atomic_file.h"
#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

namespace interweave::testing {

inline const std::filesystem::path kTextFixtures
    = std::filesystem::path(INTERWEAVE_FIXTURES) / "text";

inline nlohmann::json readTextFixture(const std::string& name)
{
    return nlohmann::json::parse(readFile(kTextFixtures / name));
}

using Ids = std::vector<TokenId>;

} // namespace interweave::testing
