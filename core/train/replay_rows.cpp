// SPDX-License-Identifier: Apache-2.0
#include "core/train/replay_rows.h"

#include "core/data/json_lines.h"
#include "core/siamese/generation.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {
constexpr int64_t kRowsAtOnce = 32;
}

std::vector<Example> writeReplayRows(
    const std::shared_ptr<Decoder>& decoder, const ReplaySettings& settings, std::stop_token stop)
{
    SiameseModel base;
    base.decoder = decoder;
    SamplingOptions options;
    options.maxNewTokens = settings.tokens - 1;
    options.temperature = 1.0;
    std::vector<Example> rows;
    while (static_cast<int64_t>(rows.size()) < settings.rows) {
        const auto written = static_cast<int64_t>(rows.size());
        options.seed = deriveSeed(settings.seed, {static_cast<uint64_t>(written)});
        const std::vector<std::vector<TokenId>> prompts(
            static_cast<size_t>(std::min(kRowsAtOnce, settings.rows - written)),
            {static_cast<TokenId>(settings.startId)});
        for (const Generation& text :
            generate(base, nullptr, prompts, Branch::Base, options, {}, stop)) {
            if (text.stopReason == StopReason::Cancelled)
                throw Error(ErrorCode::Cancelled, "train.replay_ratio",
                    "writing the base model's texts was cancelled");
            Example row{{settings.startId}, 1};
            row.ids.insert(row.ids.end(), text.ids.begin(), text.ids.end());
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

void saveReplayRows(const std::filesystem::path& file, const std::vector<Example>& rows)
{
    std::string lines;
    for (const Example& row : rows)
        lines += nlohmann::json{{"ids", row.ids}}.dump() + "\n";
    writeFileAtomically(file, lines);
}

std::vector<Example> loadReplayRows(const std::filesystem::path& file, int64_t vocabulary)
{
    std::vector<Example> rows;
    readJsonLines(file, {}, [&](const JsonLine& line) {
        try {
            rows.push_back({line.value.at("ids").get<std::vector<int64_t>>(), 1});
        } catch (const nlohmann::json::exception& failure) {
            throw Error(
                ErrorCode::CorruptData, line.where(), std::string("is no row: ") + failure.what());
        }
        const std::vector<int64_t>& ids = rows.back().ids;
        const auto outside = [&](int64_t id) { return id < 0 || id >= vocabulary; };
        if (ids.size() < 2 || std::ranges::any_of(ids, outside))
            throw Error(ErrorCode::CorruptData, line.where(),
                "has fewer than two tokens, or one outside the model's vocabulary of "
                    + std::to_string(vocabulary));
    });
    return rows;
}

} // namespace interweave
