// SPDX-License-Identifier: Apache-2.0
#include "core/train/train_checkpoint.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/safetensors.h"
#include "core/train/fingerprint.h"
#include "core/train/optimizer.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace interweave {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

namespace {

constexpr int64_t kVersion = 1;
constexpr std::string_view kFolderPrefix = "step-";
constexpr const char* kOptimizerFile = "optimizer.safetensors";
constexpr const char* kStateFile = "state.json";
constexpr const char* kGateFile = "imsm_gate.safetensors";
constexpr const char* kAdapterFile = "adapter_config.json";
constexpr const char* kAdapterStateFile = "adapter_state.safetensors";
constexpr const char* kWeightsFile = "model.safetensors";

std::string folderName(int64_t step)
{
    const std::string digits = std::to_string(step);
    return std::string(kFolderPrefix) + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0')
        + digits;
}

json judgeJson(const JudgeState& judge)
{
    return {{"best", judge.best ? json(*judge.best) : json()}, {"best_step", judge.bestStep},
        {"without_gain", judge.withoutGain}, {"judged_step", judge.judgedStep},
        {"within_step", judge.withinStep}, {"budget_broken", judge.budgetBroken},
        {"stopped", judge.stopped}};
}

JudgeState readJudge(const json& stored)
{
    JudgeState judge;
    if (!stored.at("best").is_null())
        judge.best = stored.at("best").get<double>();
    stored.at("best_step").get_to(judge.bestStep);
    stored.at("without_gain").get_to(judge.withoutGain);
    stored.at("judged_step").get_to(judge.judgedStep);
    stored.at("within_step").get_to(judge.withinStep);
    stored.at("budget_broken").get_to(judge.budgetBroken);
    stored.at("stopped").get_to(judge.stopped);
    return judge;
}

json stateJson(const TrainState& state, int64_t updates)
{
    return {{"version", kVersion}, {"step", state.step}, {"epoch", state.position.epoch},
        {"row", state.position.row}, {"optimizer_updates", updates}, {"bad_steps", state.badSteps},
        {"tokens", state.tokens}, {"elapsed_seconds", state.elapsedSeconds}, {"loss", state.loss},
        {"judge", judgeJson(state.judge)}};
}

void checkFiles(const fs::path& folder, const json& files)
{
    for (const auto& [name, hash] : files.items()) {
        if (name != fs::path(name).filename())
            throw Error(ErrorCode::CorruptData, (folder / kStateFile).string(),
                "names a file outside: '" + name + "'");
        if (!fs::exists(folder / name))
            throw Error(
                ErrorCode::CorruptData, (folder / name).string(), "is missing from the checkpoint");
        if (fileHash(folder / name) != hash.get<std::string>())
            throw Error(ErrorCode::CorruptData, (folder / name).string(),
                "is not what the checkpoint wrote: its content hash differs from that in "
                    + std::string(kStateFile));
    }
}

TrainState readState(const json& stored)
{
    TrainState state;
    stored.at("step").get_to(state.step);
    stored.at("epoch").get_to(state.position.epoch);
    stored.at("row").get_to(state.position.row);
    stored.at("bad_steps").get_to(state.badSteps);
    stored.at("tokens").get_to(state.tokens);
    stored.at("elapsed_seconds").get_to(state.elapsedSeconds);
    stored.at("loss").get_to(state.loss);
    if (stored.contains("judge")) // not in checkpoints from before there was one
        state.judge = readJudge(stored.at("judge"));
    return state;
}

void writeModel(const fs::path& folder, const SiameseModel& model, const std::string& baseModel)
{
    if (model.adapter)
        model.adapter->save(folder, baseModel);
    if (model.gate)
        model.gate->save(folder);
    if (model.full)
        writeSafetensors(folder / kWeightsFile, model.full->tensors());
}

NamedTensors trainingStateOf(const SiameseModel& model)
{
    return model.adapter ? model.adapter->trainingState() : NamedTensors();
}

} // namespace

void saveAdapter(const fs::path& folder, const SiameseModel& model, const std::string& baseModel)
{
    AtomicFolder construction(folder);
    writeModel(construction.path(), model, baseModel);
    construction.commit();
}

void saveCheckpoint(const fs::path& checkpoints, const SiameseModel& model,
    const Optimizer& optimizer, const TrainState& state, const std::string& baseModel)
{
    AtomicFolder construction(checkpoints / folderName(state.step));
    writeModel(construction.path(), model, baseModel);
    if (const NamedTensors adapterState = trainingStateOf(model); !adapterState.empty())
        writeSafetensors(construction.path() / kAdapterStateFile, adapterState);
    writeSafetensors(construction.path() / kOptimizerFile, optimizer.state());
    json stored = stateJson(state, optimizer.updates());
    for (const auto& entry : fs::directory_iterator(construction.path()))
        stored["files"][entry.path().filename().string()] = fileHash(entry.path());
    // No newline at the end: without it a file cut anywhere is no JSON.
    writeFileAtomically(construction.path() / kStateFile, stored.dump(2));
    construction.commit();
}

TrainCheckpoint loadCheckpoint(const fs::path& folder, const Decoder& decoder)
{
    const fs::path stateFile = folder / kStateFile;
    TrainCheckpoint checkpoint;
    try {
        const json stored = json::parse(readFile(stateFile));
        if (stored.at("version").get<int64_t>() != kVersion)
            throw Error(ErrorCode::Unsupported, stateFile.string(),
                "is of version " + stored.at("version").dump() + ", this program reads version "
                    + std::to_string(kVersion));
        checkFiles(folder, stored.at("files"));
        checkpoint.state = readState(stored);
        stored.at("optimizer_updates").get_to(checkpoint.optimizerUpdates);
    } catch (const json::exception& failure) {
        throw Error(ErrorCode::CorruptData, stateFile.string(),
            std::string("is damaged: ") + failure.what());
    }
    if (fs::exists(folder / kAdapterFile))
        checkpoint.adapter = loadPeftFolder(folder, decoder);
    if (fs::exists(folder / kAdapterStateFile))
        checkpoint.adapterState = readSafetensors(folder / kAdapterStateFile);
    if (fs::exists(folder / kWeightsFile))
        checkpoint.weights = readSafetensors(folder / kWeightsFile);
    if (fs::exists(folder / kGateFile))
        checkpoint.gate = Gate::load(folder, decoder.config().hidden, decoder.device());
    checkpoint.optimizer = readSafetensors(folder / kOptimizerFile);
    return checkpoint;
}

fs::path checkpointFolder(const fs::path& checkpoints, int64_t step)
{
    return checkpoints / folderName(step);
}

std::vector<fs::path> listCheckpoints(const fs::path& checkpoints)
{
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(checkpoints, none))
        if (entry.path().filename().string().starts_with(kFolderPrefix)
            && fs::exists(entry.path() / kStateFile))
            found.push_back(entry.path());
    // Names have six digits or more: by length, then by digits.
    std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
        const std::string left = a.filename().string();
        const std::string right = b.filename().string();
        return std::pair(left.size(), left) < std::pair(right.size(), right);
    });
    return found;
}

int64_t checkpointStep(const fs::path& folder)
{
    const std::string name = folder.filename().string();
    int64_t step = 0;
    if (name.starts_with(kFolderPrefix))
        std::from_chars(name.data() + kFolderPrefix.size(), name.data() + name.size(), step);
    return step;
}

void rotateCheckpoints(const fs::path& checkpoints, int64_t keep, const std::set<int64_t>& also)
{
    const std::vector<fs::path> found = listCheckpoints(checkpoints);
    for (size_t i = 0; i + static_cast<size_t>(keep) < found.size(); ++i) {
        if (also.contains(checkpointStep(found[i])))
            continue;
        std::error_code ignored; // one too many does no harm
        fs::remove(found[i] / kStateFile, ignored); // first: without it, it is no checkpoint
        fs::remove_all(found[i], ignored);
    }
}

} // namespace interweave
