// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_evaluation.h"

#include <string>

namespace interweave {

struct SiameseModel;

/// What a loaded model's results come from. run: id, or empty; model: path.
ResultOrigin originOf(
    const SiameseModel& model, std::string run, std::string modelPath, std::string modelHash);

} // namespace interweave
