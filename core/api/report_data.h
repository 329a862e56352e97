// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "core/api/model_store.h"

#include <stop_token>

namespace interweave {

/// Reads the recipe's data file with its model's tokenizer, no weights. Throws Error for a recipe,
/// a model or a file that cannot be read.
DataReport reportData(ModelStore& models, const DataRequest& request, std::stop_token stop = {});

} // namespace interweave
