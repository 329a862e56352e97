// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_config.h"

#include <ATen/core/Tensor.h>

namespace interweave {

/// Where attention finds its columns in what a model's query, key and value maps give: [(heads +
/// 2·kvHeads)·headDim] int64 for index_select. Attention wants all queries, all keys, all values,
/// and in queries and keys the dimensions that turn together half a head apart, those that do not
/// turn last in each half. Undefined where everything lies so already. The maps and their adapters
/// keep the checkpoint's order.
at::Tensor headColumns(const DecoderConfig& config, at::Device device);

} // namespace interweave
