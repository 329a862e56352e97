// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

Json toJson(const MemorySet& set)
{
    return {{"name", set.name}, {"rows", set.rows}, {"bytes", set.bytes}, {"used", set.used}};
}

namespace {

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json toJson(const ResultOrigin& origin)
{
    return {{"run", textOrNull(origin.run)}, {"model", origin.model},
        {"model_hash", origin.modelHash}, {"adapter_hash", textOrNull(origin.adapterHash)},
        {"gate_hash", textOrNull(origin.gateHash)}, {"device", origin.device},
        {"dtype", origin.dtype}, {"blend", toJson(origin.blend)}};
}

} // namespace

Json toJson(const RunSummary& run)
{
    return {{"id", run.id}, {"name", run.name}, {"status", run.status}, {"created", run.created},
        {"folder", run.folder}, {"model", run.model}, {"adapter", textOrNull(run.adapterFolder)},
        {"trained_model", textOrNull(run.modelFolder)}, {"step", run.step}, {"steps", run.steps},
        {"examples", run.examples}, {"trained_parameters", run.trainedParameters},
        {"bad_steps", run.badSteps}, {"error", textOrNull(run.error)},
        {"model_hash", textOrNull(run.modelHash)}, {"data_hash", textOrNull(run.dataHash)},
        {"adapter_hash", textOrNull(run.adapterHash)}, {"gate_hash", textOrNull(run.gateHash)},
        {"dtype", run.dtype}, {"recipe", run.recipe}};
}

Json toJson(const StoredRun& run)
{
    Json json = toJson(run.summary);
    json["tags"] = run.tags;
    json["notes"] = run.notes;
    json["deleted"] = textOrNull(run.deleted);
    return json;
}

Json toJson(const StoredEvaluation& evaluation)
{
    Json json{{"id", evaluation.id}, {"created", evaluation.created},
        {"step", evaluation.step ? Json(*evaluation.step) : Json()},
        {"origin", toJson(evaluation.origin)}};
    json.update(toJson(evaluation.result));
    return json;
}

Json toJson(const StoredSample& sample)
{
    Json answers = Json::object();
    for (const BranchAnswer& answer : sample.answers)
        answers[name(answer.branch)] = toJson(answer.generation);
    return {{"id", sample.id}, {"created", sample.created}, {"origin", toJson(sample.origin)},
        {"prompt", sample.prompt}, {"sampling", toJson(sample.sampling)}, {"answers", answers},
        {"trace", sample.trace ? toJson(*sample.trace) : Json()}};
}

Json toJson(const RunRecord& record)
{
    Json json = toJson(record.run);
    Json& series = json["series"] = Json::object();
    for (const MetricSeries& one : record.series)
        series[one.name] = {{"steps", one.steps}, {"values", one.values}};
    json["evaluations"] = toJson(record.evaluations);
    json["samples"] = toJson(record.samples);
    return json;
}

} // namespace interweave
