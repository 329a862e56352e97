// SPDX-License-Identifier: Apache-2.0
#include "core/train/anchor_text.h"

#include "core/data/data_rows.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/text/tokenizer.h"
#include "core/train/recipe.h"
#include "core/train/replay_rows.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr uint64_t kOwnText = 0x616e63'03; // a purpose in deriveSeed; never renumber
constexpr int64_t kOwnPassages = 256; // where anchor.limit leaves it open

/// A text file as it is; of JSON lines the texts, with blank lines between them.
std::string textOf(const std::filesystem::path& file)
{
    if (file.extension() != ".jsonl")
        return readFile(file);
    std::string all;
    for (const std::string& text : readTexts(file, 0))
        all += (all.empty() ? "" : "\n\n") + text;
    return all;
}

std::vector<Example> cutFile(const AnchorRecipe& anchor, const Tokenizer& tokenizer)
{
    const std::vector<TokenId> start = tokenizer.encode("", {});
    const std::vector<TokenId> ids
        = tokenizer.encode(textOf(anchor.path), {.addSpecial = false, .parseSpecial = false});
    const int64_t room = anchor.passageTokens - static_cast<int64_t>(start.size());
    const int64_t whole = room > 0 ? static_cast<int64_t>(ids.size()) / room : 0;
    const int64_t count = anchor.limit > 0 ? std::min(anchor.limit, whole) : whole;
    if (count == 0)
        throw Error(ErrorCode::InvalidArgument, anchor.path.string(),
            "has " + std::to_string(ids.size())
                + " tokens, fewer than one passage of anchor.passage_tokens ("
                + std::to_string(anchor.passageTokens) + ")");
    std::vector<Example> passages;
    for (int64_t i = 0; i < count; ++i) {
        Example passage{{start.begin(), start.end()}, 1};
        passage.ids.insert(passage.ids.end(), ids.begin() + i * room, ids.begin() + (i + 1) * room);
        passages.push_back(std::move(passage));
    }
    return passages;
}

} // namespace

std::vector<Example> makeAnchorPassages(const Recipe& recipe,
    const std::shared_ptr<Decoder>& decoder, const Tokenizer& tokenizer, int64_t startId,
    std::stop_token stop)
{
    const AnchorRecipe& anchor = recipe.anchor;
    if (!anchor.self)
        return anchor.path.empty() ? std::vector<Example>{} : cutFile(anchor, tokenizer);
    const int64_t count = anchor.limit > 0 ? anchor.limit : kOwnPassages;
    return writeReplayRows(decoder,
        {count, anchor.passageTokens, startId, deriveSeed(recipe.train.seed, {kOwnText})},
        std::move(stop));
}

} // namespace interweave
