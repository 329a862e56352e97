// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_info.h"

#include "core/support/error.h"

#include <nlohmann/json.hpp>

namespace interweave {

namespace {

/// Every field of run.json, once, in the order in which it is written.
template <class Info, class Visitor>
void visitFields(Info& info, Visitor&& visit)
{
    visit("id", info.id);
    visit("name", info.name);
    visit("created", info.created);
    visit("model", info.model);
    visit("model_hash", info.modelHash);
    visit("data_hash", info.dataHash);
    visit("adapter_hash", info.adapterHash);
    visit("gate_hash", info.gateHash);
    visit("dtype", info.dtype);
    visit("trained_parameters", info.trainedParameters);
    visit("examples", info.examples);
    visit("skipped_lines", info.skippedLines);
    visit("bad_steps", info.badSteps);
    visit("step", info.step);
    visit("steps", info.steps);
    visit("error", info.error);
}

TrainStatus statusNamed(const std::string& text, const std::string& where)
{
    for (const TrainStatus status : {TrainStatus::Running, TrainStatus::Paused,
             TrainStatus::Stopped, TrainStatus::Finished, TrainStatus::Failed})
        if (name(status) == text)
            return status;
    throw Error(ErrorCode::CorruptData, where,
        "field 'status' is '" + text + "', which is no status of a run");
}

} // namespace

std::string toJson(const RunInfo& info)
{
    nlohmann::ordered_json json;
    json["status"] = name(info.status);
    visitFields(info, [&](const char* field, const auto& value) { json[field] = value; });
    if (info.bestStep >= 0)
        json["best_step"] = info.bestStep;
    if (info.endStep >= 0)
        json["end_step"] = info.endStep;
    if (!info.fileHashes.empty())
        json["file_hashes"] = info.fileHashes;
    // An error's text may quote bytes of a file that are not UTF-8.
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

RunInfo parseRunInfo(const std::string& text, const std::string& where)
{
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        RunInfo info;
        info.status = statusNamed(json.at("status").get<std::string>(), where);
        visitFields(info, [&](const char* field, auto& value) { json.at(field).get_to(value); });
        info.bestStep = json.value("best_step", int64_t{-1});
        info.endStep = json.value("end_step", int64_t{-1});
        info.fileHashes = json.value("file_hashes", info.fileHashes);
        return info;
    } catch (const nlohmann::json::exception& failure) {
        throw Error(ErrorCode::CorruptData, where,
            std::string("is not a run's description: ") + failure.what());
    }
}

} // namespace interweave
