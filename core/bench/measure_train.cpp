// SPDX-License-Identifier: Apache-2.0
#include "core/bench/measure.h"
#include "core/data/tokenised_data.h"
#include "core/support/error.h"
#include "core/train/trainer.h"

#include <numeric>

namespace interweave {

namespace {

int64_t endOfSequence(const Tokenizer& tokenizer, const DecoderConfig& config)
{
    if (tokenizer.eosId())
        return *tokenizer.eosId();
    if (config.eosIds.empty())
        throw Error(ErrorCode::Unsupported, "eos", "the model names no end-of-sequence token");
    return config.eosIds.front();
}

TrainerSettings settingsOf(const BenchRequest& request, double dropout)
{
    TrainerSettings settings;
    settings.schedule = {ScheduleKind::Constant, request.steps + 1, 0};
    settings.adapterDropout = dropout;
    settings.gateDropout = 0.1;
    settings.keepMemories = !request.cold;
    return settings;
}

} // namespace

BenchResult measureTrain(SiameseModel& model, double dropout, const Tokenizer& tokenizer,
    const std::vector<DataRow>& rows, const BenchRequest& request, std::stop_token stop)
{
    const int64_t needed = (request.steps + 1) * request.batch;
    if (request.steps < 1 || request.batch < 1 || static_cast<int64_t>(rows.size()) < needed)
        throw Error(ErrorCode::InvalidArgument, request.data,
            "has " + std::to_string(rows.size()) + " rows, expected at least "
                + std::to_string(needed) + " for one step to warm up and "
                + std::to_string(request.steps) + " measured ones");
    const int64_t eos = endOfSequence(tokenizer, model.decoder->config());
    std::vector<Example> examples;
    for (int64_t i = 0; i < needed; ++i) {
        const DataRow& row = rows[static_cast<size_t>(i)];
        examples.push_back(makeExample(tokenizer, row.input, row.outputs.front(), eos, {}));
    }

    Trainer trainer(model, examples, settingsOf(request, dropout));
    if (model.gate && !request.cold)
        for (size_t i = 0; i < examples.size(); ++i)
            trainer.baseMemories().row(static_cast<int64_t>(i), examples[i]);
    const auto step = [&](int64_t number) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "cancelled while measuring");
        std::vector<int64_t> batch(static_cast<size_t>(request.batch));
        std::iota(batch.begin(), batch.end(), number * request.batch);
        return *trainer.step(number, {batch});
    };
    step(0);

    BenchResult result;
    result.tokens = 0;
    const auto start = timeAfterWork(*model.decoder);
    for (int64_t number = 1; number <= request.steps; ++number) {
        const StepReport report = step(number);
        *result.tokens += report.tokens;
        result.lossFirst = result.lossFirst.value_or(report.loss);
        result.lossLast = report.loss;
    }
    result.seconds = std::chrono::duration<double>(timeAfterWork(*model.decoder) - start).count();
    result.what = model.gate ? "train-siamese" : "train-" + request.peft;
    result.trainedParameters = trainer.optimizer().parameterCount();
    result.dtype = dtypeName(model.decoder->dtype());
    result.device = model.decoder->device().str();
    result.tokensPerSecond = static_cast<double>(*result.tokens) / result.seconds;
    result.secondsPerStep = result.seconds / static_cast<double>(request.steps);
    return result;
}

} // namespace interweave
