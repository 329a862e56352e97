// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/run.h"

#include <string>

namespace interweave {

/// run.json and back. Throws Error{CorruptData} naming `where` and the field.
std::string toJson(const RunInfo& info);
RunInfo parseRunInfo(const std::string& json, const std::string& where);

} // namespace interweave
