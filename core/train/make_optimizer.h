// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/adafactor.h"
#include "core/train/adamw.h"
#include "core/train/sgd.h"

#include <memory>
#include <string>
#include <vector>

namespace interweave {

/// Which optimizer, and what each would be told.
struct OptimizerSettings {
    std::string name = "adamw"; // one of optimizerNames
    AdamWSettings adamw;
    AdafactorSettings adafactor;
    SgdSettings sgd;
};

/// "adamw", "adamw8bit", "adafactor", "sgd".
const std::vector<std::string>& optimizerNames();

/// Without groups. Throws Error{InvalidArgument} for an unknown name.
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerSettings& settings);

} // namespace interweave
