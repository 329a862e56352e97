// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/model.h"
#include "core/api/model_store.h"

namespace interweave {

/// Reads headers and configurations only, no weights. Throws Error for files that are damaged; a
/// family that this program does not know, a device it does not have and a missing tokenizer are no
/// errors.
ModelInfo describeModel(const ModelRef& ref, const ModelFiles& files);

} // namespace interweave
