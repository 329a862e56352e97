// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_run.h"

#include "core/data/tokenised_data.h"
#include "core/model/decoder.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/support/token_store.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/train/anchor_text.h"
#include "core/train/fingerprint.h"
#include "core/train/replay_rows.h"
#include "core/train/run_files.h"
#include "core/train/train_checkpoint.h"
#include "core/train/trainer_settings.h"
#include "core/train/training_loop.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>

namespace interweave {

namespace fs = std::filesystem;

namespace {

enum Purpose : uint64_t {
    kAdapterStart = 4,
    kGateStart = 5,
    kModelStart = 6,
    kValidation = 8,
    kReplay = 9
}; // never renumber: it would change runs

/// Model and data of a recipe, loaded and found to fit each other.
struct Material {
    std::shared_ptr<Decoder> decoder;
    Placement placement; // what it computes in
    std::shared_ptr<const Tokenizer> tokenizer;
    ExampleSet data;
    ExampleSet validation;
    int64_t startId = 0; // of a text: bos, or eos without one
    RunInfo facts; // hashes, dtype, counts
};

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

/// The rows that the base wrote for this run: those of its folder, or written now, the same.
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
        = std::make_shared<TokenStore>(workspace / "cache", session.tokenBytesInMemory);
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

/// `dtype`: the recipe's, or the one a resumed run began with.
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

/// What a trainer of this material is set to.
TrainerSettings settingsOf(
    const Recipe& recipe, const Material& material, const TrainSession& session)
{
    TrainerSettings settings = trainerSettings(recipe, lengthsOf(material.data));
    if (!recipe.peft.trainsAllWeights()) // they are no base's that another run has
        settings.archive = session.archive;
    settings.modelHash = material.facts.modelHash;
    return settings;
}

void checkLayers(const Recipe& recipe, const SiameseModel& model)
{
    if (recipe.gate.layers.empty())
        return;
    if (model.adapter && model.adapter->virtualTokens().embeddings.defined())
        throw Error(ErrorCode::Unsupported, "method.gate.layers",
            "branches cannot be fused inside the layers where the tuned one has tokens of its own "
            "(prompt tuning)");
    const int64_t layers = model.decoder->config().layers;
    if (recipe.gate.layers.back() >= layers)
        throw Error(ErrorCode::InvalidArgument, "method.gate.layers",
            "names layer " + std::to_string(recipe.gate.layers.back()) + ", the model's are 0 to "
                + std::to_string(layers - 1));
}

SiameseModel freshModel(const Recipe& recipe, const Material& material, int64_t steps)
{
    const std::shared_ptr<Decoder>& decoder = material.decoder;
    SiameseModel model;
    model.decoder = decoder;
    if (recipe.peft.trainsAllWeights())
        model.full = std::make_shared<FullParameters>(decoder, material.placement.dtype);
    else if (!recipe.adapter.empty())
        model.adapter = loadPeftFolder(recipe.adapter, *decoder);
    else
        model.adapter = makeAdapter(
            recipe.peft, {*decoder, deriveSeed(recipe.train.seed, {kAdapterStart}), steps});
    checkLayers(recipe, model);
    if (recipe.siamese)
        model.gate.emplace(recipe.gate, decoder->config().hidden, decoder->device(),
            deriveSeed(recipe.train.seed, {kGateStart}));
    return model;
}

/// The model as the checkpoint left it.
SiameseModel restoredModel(const Recipe& recipe, const Material& material, int64_t steps,
    TrainCheckpoint& checkpoint, const Run& run)
{
    if (!recipe.peft.trainsAllWeights() && checkpoint.adapterState.empty())
        return {material.decoder, checkpoint.adapter, std::move(checkpoint.gate), nullptr, nullptr};
    SiameseModel model = freshModel(recipe, material, steps);
    const std::string where = run.checkpoints().string();
    if (model.full)
        model.full->restore(checkpoint.weights, where);
    if (model.adapter)
        model.adapter->restoreTrainingState(StoredTensors(checkpoint.adapterState, where));
    if (checkpoint.gate)
        model.gate = std::move(checkpoint.gate);
    return model;
}

std::vector<Example> makePassages(
    const Recipe& recipe, const Material& material, const TrainSession& session)
{
    if (recipe.anchor.self && session.callbacks.log)
        session.callbacks.log(LogLevel::Info, "the base model writes the anchor's text");
    std::vector<Example> passages = makeAnchorPassages(
        recipe, material.decoder, *material.tokenizer, material.startId, session.cancel);
    const int64_t positions = material.decoder->config().maxPositions;
    if (!passages.empty() && positions > 0 && recipe.anchor.passageTokens > positions)
        throw Error(ErrorCode::InvalidArgument, "anchor.passage_tokens",
            "is " + std::to_string(recipe.anchor.passageTokens) + ", the model's positions end at "
                + std::to_string(positions));
    return passages;
}

/// Those that the run began with; made again where it was killed before it kept them.
std::vector<Example> keptPassages(
    const Run& run, const Recipe& recipe, const Material& material, const TrainSession& session)
{
    if (!recipe.anchor.isOn())
        return {};
    if (fs::exists(run.anchorFile()))
        return loadReplayRows(run.anchorFile(), material.decoder->config().vocabulary);
    std::vector<Example> passages = makePassages(recipe, material, session);
    saveReplayRows(run.anchorFile(), passages);
    return passages;
}

/// The newest checkpoint that is whole; damaged ones are reported and passed over. Nothing where
/// the run never wrote one.
std::optional<TrainCheckpoint> newestCheckpoint(
    const Run& run, const Decoder& decoder, const LogSink& log)
{
    std::vector<fs::path> folders = listCheckpoints(run.checkpoints());
    std::optional<Error> last;
    for (; !folders.empty(); folders.pop_back()) {
        try {
            return loadCheckpoint(folders.back(), decoder);
        } catch (const Error& error) {
            last = error;
            if (log)
                log(LogLevel::Warning,
                    std::string("a damaged checkpoint is passed over: ") + error.what());
        }
    }
    if (last)
        throw *last;
    return std::nullopt;
}

/// Refuses overrides that would change what is learned.
void requireSameLearning(const Recipe& before, const Recipe& now, const fs::path& where)
{
    Recipe expected = before;
    const TrainSettings& changed = now.train;
    expected.watch = now.watch;
    expected.budget = now.budget;
    expected.samples = now.samples;
    expected.train.device = changed.device;
    expected.train.threads = changed.threads;
    expected.train.memoryCache = changed.memoryCache;
    expected.train.memoryCacheGib = changed.memoryCacheGib;
    expected.train.gradientCheckpointing = changed.gradientCheckpointing;
    expected.train.checkpointEvery = changed.checkpointEvery;
    expected.train.keepCheckpoints = changed.keepCheckpoints;
    expected.train.maxBadSteps = changed.maxBadSteps;
    if (changed.batchTokens == 0 && !changed.groupByLength
        && changed.batchSize * changed.gradientAccumulation
            == before.train.batchSize * before.train.gradientAccumulation) {
        expected.train.batchSize = changed.batchSize;
        expected.train.gradientAccumulation = changed.gradientAccumulation;
    }
    if (toYaml(expected) != toYaml(now))
        throw Error(ErrorCode::InvalidArgument, where.string(),
            "a resumed run learns what it began to learn: only train.device, threads, "
            "memory_cache, memory_cache_gib, gradient_checkpointing, checkpoint_every, "
            "keep_checkpoints, max_bad_steps, batch_size with gradient_accumulation (same "
            "product, without batch_tokens and group_by_length), "
            "and the sections eval, budget and samples may change");
}

} // namespace

TrainResult train(const Recipe& recipe, const fs::path& workspace, const TrainSession& session)
{
    validate(recipe);
    Material material = loadMaterial(recipe, recipe.train.dtype, workspace, session);
    addReplayRows(material, recipe, {}, session.cancel);
    TrainerSettings settings = settingsOf(recipe, material, session);
    settings.anchor.passages = makePassages(recipe, material, session);
    SiameseModel model = freshModel(recipe, material, settings.schedule.steps);
    material.facts.fileHashes = recipeFileHashes(recipe);
    Run run = Run::create(workspace, recipe, material.facts);
    const RunLock lock = run.lock();
    saveReplay(material, recipe, run);
    if (recipe.anchor.isOn())
        saveReplayRows(run.anchorFile(), settings.anchor.passages);
    rememberFiles(run, recipe);
    return TrainingLoop(run, recipe, session, model, material.data, material.validation, settings)
        .run();
}

TrainResult resume(Run run, const TrainSession& session, std::span<const std::string> overrides)
{
    const RunLock lock = run.lock();
    run = Run::open(run.folder()); // as its last writer left it
    if (run.info().status == TrainStatus::Finished)
        throw Error(ErrorCode::InvalidArgument, run.folder().string(),
            "this run is finished; there is nothing to resume");
    const Recipe recipe = loadRecipe(run.recipeFile(), overrides);
    requireSameLearning(run.recipe(), recipe, run.recipeFile());
    sweepTemporaries(run.folder());
    sweepTemporaries(run.checkpoints());

    Material material
        = loadMaterial(recipe, run.info().dtype, run.folder().parent_path().parent_path(), session);
    requireSameContent(run.info().modelHash, material.facts.modelHash, recipe.model);
    requireSameContent(run.info().dataHash, material.facts.dataHash, recipe.data.path);
    requireSameFiles(run, recipe);
    addReplayRows(material, recipe, run.replayFile(), session.cancel);
    saveReplay(material, recipe, run);

    std::optional<TrainCheckpoint> checkpoint
        = newestCheckpoint(run, *material.decoder, session.callbacks.log);
    TrainerSettings settings = settingsOf(recipe, material, session);
    settings.anchor.passages = keptPassages(run, recipe, material, session);
    const int64_t steps = settings.schedule.steps;
    SiameseModel model = checkpoint ? restoredModel(recipe, material, steps, *checkpoint, run)
                                    : freshModel(recipe, material, steps);
    writeFileAtomically(run.recipeFile(), toYaml(recipe));
    rememberFiles(run, recipe);
    TrainingLoop loop(run, recipe, session, model, material.data, material.validation, settings);
    if (checkpoint)
        loop.restore(*checkpoint, run.checkpoints().string());
    return loop.run();
}

} // namespace interweave
