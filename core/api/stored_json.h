// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/api/generation.h"
#include "core/api/trace.h"

#include <string>
#include <vector>

namespace interweave {

/// Back from what toJson (json_values.h) made and the store kept. Each throws Error{CorruptData}
/// naming `where` for another text.

RowResult parseRow(const std::string& json, const std::string& where);
std::vector<double> parseNumbers(const std::string& json, const std::string& where);
SamplingOptions parseSampling(const std::string& json, const std::string& where);
Generation parseGeneration(const std::string& json, const std::string& where);
Trace parseTrace(const std::string& json, const std::string& where);

} // namespace interweave
