// SPDX-License-Identifier: Apache-2.0
#include "core/train/make_optimizer.h"

#include "core/support/error.h"
#include "core/train/adamw_8bit.h"

namespace interweave {

const std::vector<std::string>& optimizerNames()
{
    static const std::vector<std::string> names{"adamw", "adamw8bit", "adafactor", "sgd"};
    return names;
}

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerSettings& settings)
{
    if (settings.name == "adamw")
        return std::make_unique<AdamW>(settings.adamw);
    if (settings.name == "adamw8bit")
        return std::make_unique<AdamW8bit>(settings.adamw);
    if (settings.name == "adafactor")
        return std::make_unique<Adafactor>(settings.adafactor);
    if (settings.name == "sgd")
        return std::make_unique<Sgd>(settings.sgd);
    throw Error(ErrorCode::InvalidArgument, "train.optimizer",
        "is '" + settings.name + "', which is no optimizer");
}

} // namespace interweave
