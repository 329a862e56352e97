// SPDX-License-Identifier: Apache-2.0
#include "core/bench/measure.h"
#include "core/siamese/greedy.h"
#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

// What the peers' script does too.
constexpr size_t kPrompts = 64;
constexpr size_t kBatch = 16;
constexpr int64_t kNewTokens = 16;

} // namespace

BenchResult measureEval(const SiameseModel& model, const Branches& branches,
    const Tokenizer& tokenizer, const std::vector<DataRow>& rows, const BenchRequest& request,
    std::stop_token stop)
{
    if (rows.size() < kPrompts)
        throw Error(ErrorCode::InvalidArgument, request.data,
            "has " + std::to_string(rows.size()) + " rows, expected at least "
                + std::to_string(kPrompts));
    std::vector<std::string> prompts;
    for (size_t i = 0; i < kPrompts; ++i)
        prompts.push_back(rows[i].input);
    std::ranges::stable_sort(prompts, {}, &std::string::size);

    BenchResult result;
    result.promptTokens = 0;
    const auto start = timeAfterWork(*model.decoder);
    for (size_t first = 0; first < kPrompts; first += kBatch) {
        std::vector<std::vector<int64_t>> batch;
        for (size_t i = first; i < first + kBatch; ++i) {
            const std::vector<TokenId> ids = tokenizer.encode(prompts[i]);
            batch.emplace_back(ids.begin(), ids.end());
            *result.promptTokens += static_cast<int64_t>(ids.size());
        }
        greedyAnswers(model, branches, batch, {kNewTokens, {}}, stop);
    }
    result.seconds = std::chrono::duration<double>(timeAfterWork(*model.decoder) - start).count();
    result.what = "eval";
    result.dtype = dtypeName(model.decoder->dtype());
    result.device = model.decoder->device().str();
    result.tokens = static_cast<int64_t>(kPrompts * branches.size()) * kNewTokens;
    result.promptsPerSecond = static_cast<double>(kPrompts) / result.seconds;
    return result;
}

} // namespace interweave
