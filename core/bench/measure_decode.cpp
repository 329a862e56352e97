// SPDX-License-Identifier: Apache-2.0
#include "core/bench/measure.h"
#include "core/siamese/greedy.h"
#include "core/support/error.h"

#include <c10/core/ScalarType.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace interweave {

namespace {

constexpr size_t kPromptRow = 3; // the row that the peers' script decodes too
constexpr int64_t kWarmUpTokens = 4;

} // namespace

std::chrono::steady_clock::time_point timeAfterWork(const Decoder& decoder)
{
    if (!decoder.device().is_cpu())
        c10::impl::VirtualGuardImpl(decoder.device().type())
            .synchronizeDevice(decoder.device().has_index() ? decoder.device().index() : 0);
    return std::chrono::steady_clock::now();
}

BenchResult measureDecode(const SiameseModel& model, Branch branch, const Tokenizer& tokenizer,
    const std::vector<DataRow>& rows, const BenchRequest& request, std::stop_token stop)
{
    if (rows.size() <= kPromptRow || request.newTokens < 1)
        throw Error(ErrorCode::InvalidArgument, request.data,
            "has " + std::to_string(rows.size()) + " rows, expected at least "
                + std::to_string(kPromptRow + 1) + " and a positive number of new tokens");
    const std::vector<TokenId> ids = tokenizer.encode(rows[kPromptRow].input);
    const std::vector<std::vector<int64_t>> prompt{{ids.begin(), ids.end()}};
    greedyAnswers(model, {branch}, prompt, {kWarmUpTokens, {}}, stop);

    const auto start = timeAfterWork(*model.decoder);
    greedyAnswers(model, {branch}, prompt, {request.newTokens, {}}, stop);
    BenchResult result;
    result.what = "decode";
    result.seconds = std::chrono::duration<double>(timeAfterWork(*model.decoder) - start).count();
    result.dtype = dtypeName(model.decoder->dtype());
    result.device = model.decoder->device().str();
    result.tokens = request.newTokens;
    result.promptTokens = static_cast<int64_t>(ids.size());
    result.tokensPerSecond = static_cast<double>(request.newTokens) / result.seconds;
    return result;
}

} // namespace interweave
