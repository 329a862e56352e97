// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/engine.h"

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
Json toJson(const RunSummary& run);
Json toJson(const ScoreReport& report);
Json toJson(const TaskResult& result); // without the predictions
Json toJson(const BenchResult& result);

Json toJson(const ChoicePrediction& row);
Json toJson(const Retention& retention);

/// "prediction" lines as `interweave score` reads them, one for each row of the task.
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
/// Prints the one JSON document of a command on stdout.
void printJson(const Json& document);

} // namespace interweave
