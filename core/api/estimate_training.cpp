// SPDX-License-Identifier: Apache-2.0
#include "core/api/estimate_training.h"

#include "core/api/pulled_model.h"
#include "core/data/tokenised_data.h"
#include "core/model/decoder.h"
#include "core/model/placement.h"
#include "core/peft/peft_methods.h"
#include "core/siamese/fusion.h"
#include "core/store/run_store.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/train/head_loss.h"
#include "core/train/run.h"
#include "core/train/trainer_settings.h"

#include <c10/core/ScalarType.h>

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr size_t kSampledRows = 200;
constexpr int64_t kAnySteps = int64_t{1} << 40; // how many decides nothing that is counted

/// What the rows are like.
struct DataShape {
    int64_t rows = 0;
    double meanTokens = 0.0;
    double meanAnswerTokens = 0.0;
    int64_t longestTokens = 0;
    int64_t longestAnswerTokens = 0;
};

DataShape measureData(const Recipe& recipe, const std::filesystem::path& model,
    const Tokenizer& tokenizer, std::stop_token stop)
{
    std::vector<DataRow> rows; // every stride-th of the file
    int64_t count = 0;
    int64_t stride = 1;
    forEachDataRow(recipe.data, [&](DataRow&& row, const JsonLine&) {
        if (stop.stop_requested())
            throw Error(
                ErrorCode::Cancelled, recipe.data.path.string(), "the estimate was cancelled");
        if (count++ % stride == 0)
            rows.push_back(std::move(row));
        if (rows.size() < 2 * kSampledRows)
            return;
        for (size_t i = 1; i < kSampledRows; ++i)
            rows[i] = std::move(rows[2 * i]);
        rows.resize(kSampledRows);
        stride *= 2;
    });
    const size_t sampled = std::min(rows.size(), kSampledRows);
    const ConversationText text = conversationText(model);
    DataShape shape;
    shape.rows = count;
    for (size_t i = 0; i < sampled; ++i) { // evenly over the file
        const Example example
            = tokeniseRow(tokenizer, rows[i * rows.size() / sampled], tokenizer.eosId().value_or(0),
                {recipe.train.maxInputTokens, recipe.train.maxOutputTokens}, text)
                  .example;
        const auto tokens = static_cast<int64_t>(example.ids.size());
        shape.meanTokens += static_cast<double>(tokens) / static_cast<double>(sampled);
        shape.meanAnswerTokens
            += static_cast<double>(example.answerLength()) / static_cast<double>(sampled);
        shape.longestTokens = std::max(shape.longestTokens, tokens);
        shape.longestAnswerTokens = std::max(shape.longestAnswerTokens, example.answerLength());
    }
    return shape;
}

int64_t adapterParameters(const Recipe& recipe, const Decoder& decoder)
{
    const auto adapter = makeAdapter(recipe.peft, {decoder, recipe.train.seed, kAnySteps});
    int64_t count = 0;
    for (const auto& [name, parameter] : adapter->parameters())
        count += parameter.numel();
    return count;
}

int64_t countGateParameters(const GateConfig& gate, int64_t hidden)
{
    int64_t count = 0;
    for (const GateParameter& parameter : gateParameters(gate, hidden))
        count += c10::multiply_integers(parameter.shape);
    return count;
}

int64_t optimizerBytes(const TrainSettings& train, int64_t parameters)
{
    if (train.optimizer == "adamw8bit")
        return 6 * parameters + parameters / 32;
    if (train.optimizer == "sgd")
        return (train.momentum > 0.0 ? 8 : 4) * parameters;
    if (train.optimizer == "adafactor")
        return 5 * parameters;
    return 12 * parameters;
}

int64_t memoryCacheBytes(
    const Recipe& recipe, int64_t hidden, const DataShape& data, int64_t elementBytes)
{
    const auto layers = static_cast<int64_t>(recipe.gate.layers.size());
    const int64_t frozenBranches = recipe.trainAdapter || layers > 0 ? 1 : 2;
    const auto bytesOf = [&](double tokensOfARow) {
        return std::llround(static_cast<double>(data.rows) * tokensOfARow) * hidden * elementBytes;
    };
    return frozenBranches * (bytesOf(data.meanAnswerTokens) + data.rows * hidden * 4)
        + layers * bytesOf(data.meanTokens);
}

/// estimate.h has the formulas.
void addMemory(TrainEstimate& estimate, const Recipe& recipe, const Decoder& decoder,
    const DataShape& data, int64_t elementBytes)
{
    const DecoderConfig& config = decoder.config();
    const int64_t parameters = decoder.parameterCount();
    const bool full = recipe.peft.trainsAllWeights();
    if (full) {
        estimate.trainedParameters = parameters;
        estimate.weightBytes = 4 * parameters + (elementBytes == 4 ? 0 : parameters * elementBytes);
    } else {
        estimate.trainedParameters = (recipe.trainAdapter ? adapterParameters(recipe, decoder) : 0)
            + (recipe.siamese ? countGateParameters(recipe.gate, config.hidden) : 0);
        estimate.weightBytes = parameters * elementBytes;
        estimate.parameterBytes = 4 * estimate.trainedParameters;
    }
    estimate.optimizerBytes = optimizerBytes(recipe.train, estimate.trainedParameters);

    const int64_t batch = std::min(recipe.train.batchTokens > 0
            ? std::max<int64_t>(1, recipe.train.batchTokens / data.longestTokens)
            : recipe.train.batchSize,
        data.rows);
    const int64_t perToken = 6 * config.hidden + 2 * config.heads * config.headDim
        + 2 * config.kvHeads * config.headDim + 4 * config.intermediate;
    const int64_t logits
        = config.vocabulary * std::min(batch * data.longestAnswerTokens, tokensAtOnce(decoder));
    const int64_t keptPerToken = recipe.train.gradientCheckpointing
        ? config.layers * 2 * config.hidden + perToken
        : config.layers * perToken;
    estimate.activationBytes
        = batch * data.longestTokens * keptPerToken * elementBytes + logits * (elementBytes + 12);
    if (recipe.siamese && recipe.train.memoryCache)
        estimate.memoryCacheBytes = memoryCacheBytes(recipe, config.hidden, data, elementBytes);
    estimate.peakBytes = estimate.weightBytes + estimate.parameterBytes + estimate.optimizerBytes
        + estimate.activationBytes + estimate.memoryCacheBytes;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Whether its speed says something of the recipe's.
bool isAlike(const RunSummary& run, const Recipe& recipe)
{
    if (run.model != recipe.model.string())
        return false;
    try {
        const Recipe other = parseRecipe(run.recipe, run.id, run.folder);
        return other.peft.method == recipe.peft.method && other.siamese == recipe.siamese
            && other.trainAdapter == recipe.trainAdapter;
    } catch (const Error&) { // of another version: no comparison
        return false;
    }
}

void addSpeed(TrainEstimate& estimate, const Recipe& recipe, const ModelStore& models)
{
    const RunStore store(models.workspace());
    const std::vector<StoredRun> runs = store.runs();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (!isAlike(run->summary, recipe))
            continue;
        const MetricSeries speed = store.series(run->summary.id, "tokens_per_second");
        if (speed.values.empty())
            continue;
        estimate.tokensPerSecond = median(speed.values);
        estimate.speedFrom = run->summary.name.empty() ? run->summary.id : run->summary.name;
        if (*estimate.tokensPerSecond > 0.0)
            estimate.seconds = static_cast<double>(estimate.tokens) / *estimate.tokensPerSecond;
        return;
    }
}

} // namespace

TrainEstimate estimateTraining(
    ModelStore& models, const TrainRequest& request, std::stop_token stop)
{
    const std::filesystem::path file = request.resume.empty()
        ? std::filesystem::path(request.recipe)
        : Run::find(models.workspace(), request.resume).recipeFile();
    Recipe recipe = loadRecipe(file, request.overrides);
    recipe.model = modelOfRecipe(recipe.model, file);
    const std::filesystem::path model = models.find(recipe.model.string()).model;
    const Checkpoint checkpoint(model);
    const Decoder decoder
        = Decoder::outline(parseDecoderConfig(checkpoint.config(), model.string()));
    const Placement placement = choosePlacement(recipe.train.device, recipe.train.dtype);
    const DataShape data
        = measureData(recipe, model, *models.tokenizer(recipe.model.string()), stop);

    TrainEstimate estimate;
    estimate.device = placement.device.str();
    estimate.dtype = dtypeName(placement.dtype);
    addMemory(
        estimate, recipe, decoder, data, static_cast<int64_t>(c10::elementSize(placement.dtype)));
    estimate.examples = data.rows;
    estimate.tokensPerEpoch = std::llround(static_cast<double>(data.rows) * data.meanTokens);
    // As if every row were as long as the mean: with train.batch_tokens the run's own are packed.
    const std::vector<int64_t> lengths(
        static_cast<size_t>(data.rows), std::llround(data.meanTokens));
    estimate.steps = trainerSettings(recipe, lengths).schedule.steps;
    const double rowsOfBatch = recipe.train.batchTokens > 0
        ? static_cast<double>(recipe.train.batchTokens) / data.meanTokens
        : static_cast<double>(recipe.train.batchSize);
    const double rowsTrained = recipe.train.maxSteps > 0
        ? static_cast<double>(recipe.train.maxSteps * recipe.train.gradientAccumulation)
            * rowsOfBatch
        : static_cast<double>(recipe.train.epochs * data.rows);
    estimate.tokens = std::llround(rowsTrained * data.meanTokens);
    addSpeed(estimate, recipe, models);
    return estimate;
}

} // namespace interweave
