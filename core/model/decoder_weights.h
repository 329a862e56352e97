// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_config.h"
#include "core/model/linear.h"
#include "core/model/placement.h"
#include "core/model/rotary.h"

#include <ATen/core/Tensor.h>

#include <stop_token>
#include <vector>

namespace interweave {

class Checkpoint;

/// The frozen tensors of a decoder, in the shape the forward pass wants them.
struct DecoderWeights {
    struct Layer {
        at::Tensor attentionNorm; // [hidden]
        Linear queryKeyValue; // hidden → (heads + 2·kvHeads)·headDim
        Linear attentionOutput; // heads·headDim → hidden
        at::Tensor mlpNorm; // [hidden]
        Linear gateUp; // hidden → 2·intermediate
        Linear down; // intermediate → hidden
    };

    at::Tensor embedding; // [vocabulary, hidden]
    std::vector<Layer> layers;
    at::Tensor finalNorm; // [hidden]
    Linear head; // hidden → vocabulary; shares the embedding's storage where tied
    Rotary rotary;
};

/// Fetches every tensor by its family's name, checks its shape, fuses maps that share an input. A
/// tensor already in the wanted dtype aliases the mapped file. Throws Error{NotFound, CorruptData}
/// naming file and tensor, Error{Cancelled}.
DecoderWeights loadDecoderWeights(const Checkpoint& checkpoint, const DecoderConfig& config,
    const Placement& placement, std::stop_token stop);

} // namespace interweave
