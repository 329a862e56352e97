// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/bench.h"
#include "core/api/compare.h"
#include "core/api/constant_gate.h"
#include "core/api/data_report.h"
#include "core/api/evaluation.h"
#include "core/api/gate_separation.h"
#include "core/api/generation.h"
#include "core/api/kept_memories.h"
#include "core/api/model.h"
#include "core/api/pull.h"
#include "core/api/run.h"
#include "core/api/run_record.h"
#include "core/api/selftest.h"
#include "core/api/tokenize.h"
#include "core/api/trace.h"
#include "core/api/training.h"
#include "core/api/verify.h"

#include <nlohmann/json.hpp>

namespace interweave {

/// The engine's values as JSON: snake_case keys in a fixed order; what is not finite or not known
/// is null.
using Json = nlohmann::ordered_json;

Json toJson(const ModelInfo& info);
Json toJson(const Tokenization& tokens);
Json toJson(const VerifyReport& report);
Json toJson(const SelftestReport& report);
Json toJson(const GeneratedToken& token);
Json toJson(const Generation& generation);
Json toJson(const Comparison& comparison);
Json toJson(const Trace& trace);
Json toJson(const TrainResult& result);
Json toJson(const DataReport& report);
Json toJson(const RunSummary& run);
Json toJson(const StoredRun& run);
Json toJson(const StoredEvaluation& evaluation); // without its rows
Json toJson(const StoredSample& sample);
Json toJson(const RunRecord& record);
Json toJson(const ScoreReport& report);
Json toJson(const Blend& blend); // null for None
Json toJson(const TaskResult& result); // without the predictions
Json toJson(const ConstantGateFit& fit);
Json toJson(const TaskGate& gate);
Json toJson(const GateSeparation& separation);
Json toJson(const BenchResult& result);
Json toJson(const PullResult& result);
Json toJson(const PullPlan& plan);
Json toJson(const CachedRepo& repo);
Json toJson(const CachedRevision& revision);
Json toJson(const FileCheck& check);
Json toJson(const MemorySet& set);

Json toJson(const MetricResult& metric);
/// toJson(report) and, beside it, each figure under its own name, "EM", with its rows as "EM_rows":
/// the keys of the authors' program.
Json namedFigures(const ScoreReport& report);
Json toJson(const Retention& retention);
Json toJson(const SamplingOptions& options);

/// One row of a task. "output" and "prediction" are what `interweave score` reads.
Json toJson(const RowResult& row);
/// A line for each row of a task, with the task's name and branch.
std::vector<Json> predictionLines(const TaskResult& result);

/// A list of values.
template <class T>
Json toJson(const std::vector<T>& values)
{
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(toJson(value));
    return list;
}

/// The document's text, indented, or in one line. Bytes that are not UTF-8 become U+FFFD.
std::string jsonText(const Json& document, bool indented = true);

} // namespace interweave
