// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_run.h"

#include "core/model/decoder.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/train/anchor_text.h"
#include "core/train/replay_rows.h"
#include "core/train/run_files.h"
#include "core/train/train_checkpoint.h"
#include "core/train/trainer_settings.h"
#include "core/train/training_loop.h"
#include "core/train/training_material.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

enum Purpose : uint64_t {
    kAdapterStart = 4,
    kGateStart = 5
}; // never renumber: it would change runs

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
    material.facts.fileHashes = recipeFileHashes(recipe, session.watchedFiles);
    Run run = Run::create(workspace, recipe, material.facts);
    const RunLock lock = run.lock();
    saveReplay(material, recipe, run);
    if (recipe.anchor.isOn())
        saveReplayRows(run.anchorFile(), settings.anchor.passages);
    rememberFiles(run, recipe, session.watchedFiles);
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
    requireSameFiles(run, recipe, session.watchedFiles);
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
    rememberFiles(run, recipe, session.watchedFiles);
    TrainingLoop loop(run, recipe, session, model, material.data, material.validation, settings);
    if (checkpoint)
        loop.restore(*checkpoint, run.checkpoints().string());
    return loop.run();
}

} // namespace interweave
