// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_material.h"

#include "core/data/tokenised_data.h"
#include "core/model/decoder.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/support/token_store.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/train/fingerprint.h"
#include "core/train/replay_rows.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>

namespace interweave {

namespace fs = std::filesystem;

namespace {

enum Purpose : uint64_t {
    kModelStart = 6,
    kValidation = 8,
    kReplay = 9
}; // never renumber: it would change runs

int64_t eosOf(const Tokenizer& tokenizer, const DecoderConfig& config, const std::string& model)
{
    if (const auto eos = tokenizer.eosId())
        return *eos;
    if (!config.eosIds.empty())
        return config.eosIds.front();
    throw Error(ErrorCode::InvalidArgument, model,
        "neither tokenizer nor config names an end-of-sequence token");
}

/// Throws Error{InvalidArgument} for a row that the model cannot read.
void checkExample(const Example& example, const DecoderConfig& config)
{
    const int64_t largest = *std::max_element(example.ids.begin(), example.ids.end());
    if (largest >= config.vocabulary)
        throw Error(ErrorCode::InvalidArgument, "",
            "token " + std::to_string(largest) + " is outside the model's vocabulary of "
                + std::to_string(config.vocabulary) + ": the tokenizer belongs to another model");
    const auto length = static_cast<int64_t>(example.ids.size());
    if (config.maxPositions > 0 && length > config.maxPositions)
        throw Error(ErrorCode::InvalidArgument, "",
            "has " + std::to_string(length) + " tokens, the model's positions end at "
                + std::to_string(config.maxPositions)
                + "; lower train.max_input_tokens or train.max_output_tokens");
}

/// Takes the validation rows out of the training rows, drawn by the seed; both keep their order.
ExampleSet takeValidationRows(ExampleSet& rows, const Recipe& recipe)
{
    const int64_t count = rows.size();
    const auto wanted
        = static_cast<int64_t>(std::ceil(static_cast<double>(count) * recipe.validation.split));
    if (wanted >= count)
        throw Error(ErrorCode::InvalidArgument, "data.validation.split",
            "leaves none of the " + std::to_string(count) + " rows to train on");
    std::vector<bool> taken(static_cast<size_t>(count));
    const std::vector<int64_t> drawn
        = shuffledIndices(count, deriveSeed(recipe.train.seed, {kValidation}));
    for (int64_t i = 0; i < wanted; ++i)
        taken[static_cast<size_t>(drawn[static_cast<size_t>(i)])] = true;
    return rows.take(taken);
}

/// Full-parameter training starts from masters in fp32, whatever it computes in.
std::shared_ptr<Decoder> loadDecoder(
    const Recipe& recipe, const Placement& placement, std::stop_token stop)
{
    if (!recipe.peft.trainsAllWeights())
        return std::make_shared<Decoder>(Decoder::load(Checkpoint(recipe.model), placement, stop));
    if (!fs::is_directory(recipe.model))
        throw Error(ErrorCode::Unsupported, recipe.model.string(),
            "full-parameter training starts from a model folder; make one with: interweave "
            "convert");
    const Placement masters{placement.device, at::kFloat};
    return std::make_shared<Decoder>(recipe.fromScratch
            ? Decoder::initialise(
                recipe.model, masters, deriveSeed(recipe.train.seed, {kModelStart}))
            : Decoder::load(Checkpoint(recipe.model), masters, stop));
}

/// The rows are read before the weights: what is wrong with them is said at once.
void readRows(Material& material, const Recipe& recipe, const DecoderConfig& config,
    const fs::path& workspace, const TrainSession& session)
{
    const int64_t eos = eosOf(*material.tokenizer, config, recipe.model.string());
    const RowReading reading{*material.tokenizer, eos,
        {recipe.train.maxInputTokens, recipe.train.maxOutputTokens},
        conversationText(recipe.model)};
    const auto store
        = std::make_shared<TokenStore>(workspace / "cache" / "tokens", session.tokenBytesInMemory);
    const auto read = [&](const DataSource& source, ExampleSet& examples) {
        examples = ExampleSet(store);
        return addExamples(examples, source, reading, session.cancel,
            [&](const Example& example) { checkExample(example, config); });
    };
    const DataRows report = read(recipe.data, material.data);
    if (report.skippedLines > 0 && session.callbacks.log)
        session.callbacks.log(LogLevel::Warning,
            std::to_string(report.skippedLines)
                + " bad lines are skipped, the first: " + report.firstSkipped);
    if (recipe.validation.split > 0.0) {
        material.validation = takeValidationRows(material.data, recipe);
    } else if (!recipe.validation.path.empty()) {
        DataSource source = recipe.data;
        source.path = recipe.validation.path;
        source.limit = recipe.validation.limit;
        read(source, material.validation);
    }
    material.startId = material.tokenizer->bosId().value_or(static_cast<TokenId>(eos));
    material.facts.dataHash = fileHash(recipe.data.path);
    material.facts.examples = material.data.size();
    material.facts.skippedLines = report.skippedLines;
}

} // namespace

Material loadMaterial(const Recipe& recipe, const std::string& dtype, const fs::path& workspace,
    const TrainSession& session)
{
    if (recipe.train.threads > 0)
        at::set_num_threads(static_cast<int>(recipe.train.threads));
    Material material;
    material.placement = choosePlacement(recipe.train.device, dtype);
    material.tokenizer = session.tokenizer
        ? session.tokenizer
        : std::shared_ptr<const Tokenizer>(loadTokenizer(recipe.model));
    material.decoder = session.decoder;
    readRows(material, recipe,
        material.decoder
            ? material.decoder->config()
            : parseDecoderConfig(Checkpoint(recipe.model).config(), recipe.model.string()),
        workspace, session);
    if (!material.decoder)
        material.decoder = loadDecoder(recipe, material.placement, session.cancel);
    else if (!recipe.peft.trainsAllWeights())
        material.placement.dtype = material.decoder->dtype();
    material.facts.modelHash = recipe.fromScratch ? fileHash(recipe.model / "config.json")
                                                  : modelFingerprint(recipe.model);
    material.facts.dtype = dtypeName(material.placement.dtype);
    return material;
}

void addReplayRows(
    Material& material, const Recipe& recipe, const fs::path& file, std::stop_token stop)
{
    const auto rows = static_cast<double>(material.data.size());
    ReplaySettings settings;
    settings.rows = static_cast<int64_t>(std::ceil(rows * recipe.train.replayRatio));
    settings.tokens = recipe.train.replayTokens;
    settings.startId = material.startId;
    settings.seed = deriveSeed(recipe.train.seed, {kReplay});
    if (settings.rows == 0)
        return;
    const std::vector<Example> written = !file.empty() && fs::exists(file)
        ? loadReplayRows(file, material.decoder->config().vocabulary)
        : writeReplayRows(material.decoder, settings, stop);
    if (static_cast<int64_t>(written.size()) != settings.rows)
        throw Error(ErrorCode::CorruptData, file.string(),
            "holds " + std::to_string(written.size()) + " rows, " + std::to_string(settings.rows)
                + " were expected");
    for (const Example& row : written)
        material.data.add(row);
}

void saveReplay(const Material& material, const Recipe& recipe, const Run& run)
{
    if (recipe.train.replayRatio == 0.0 || fs::exists(run.replayFile()))
        return;
    std::vector<Example> rows;
    for (int64_t i = material.facts.examples; i < material.data.size(); ++i)
        rows.push_back(material.data[i]);
    saveReplayRows(run.replayFile(), rows);
}

} // namespace interweave
