// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_config.h"
#include "core/model/families.h"
#include "core/model/linear.h"
#include "core/model/norm.h"
#include "core/model/placement.h"
#include "core/model/rotary.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

class Checkpoint;

/// Rows of a decoder's tensor that are one tensor in a checkpoint: a fused map holds several.
struct TensorPart {
    std::string name; // "model.layers.3.self_attn.q_proj.weight"
    int64_t firstRow = 0;
    int64_t rows = 0;
    bool transposed = false; // the checkpoint has rows and columns the other way round
};

/// The tensors of a decoder, in the shape the forward pass wants them. What a family does not have
/// is left empty.
struct DecoderWeights {
    struct Mlp {
        Linear up; // hidden → 2·width, [gate | up]; width where there is no gate
        Linear down; // width → hidden
    };
    struct Layer {
        Norm attentionNorm;
        Linear queryKeyValue; // hidden → (heads + 2·kvHeads)·headDim
        Norm queryNorm;
        Norm keyNorm;
        Linear attentionOutput; // heads·headDim → hidden
        Norm attentionPostNorm;
        Norm mlpNorm;
        Mlp mlp;
        Linear router; // hidden → experts
        std::vector<Mlp> experts; // in the place of mlp
        Norm mlpPostNorm;

        std::vector<Linear*> linears(); // in the order of their indices
        std::vector<const Norm*> norms() const; // those that there are not, too
    };

    at::Tensor embedding; // [vocabulary, hidden]
    at::Tensor positions; // [positions, hidden]
    std::vector<Layer> layers;
    Norm finalNorm;
    Linear head; // hidden → vocabulary; shares the embedding's storage where tied
    std::vector<Rotary> rotaries; // as config.rotaries
    at::Tensor headColumns; // head_columns.h

    /// Calls visit with every tensor, a tied embedding once, in a fixed order; what it assigns
    /// takes the tensor's place.
    void visit(const DecoderConfig& config,
        const std::function<void(const std::vector<TensorPart>&, at::Tensor&)>& visit);
};

/// Gives the tensor of a name, in its shape and of any floating dtype, on the CPU.
using TensorSource = std::function<at::Tensor(const std::string& name, at::IntArrayRef shape)>;

/// Fetches every tensor by its family's name and fuses maps that share an input. A tensor already
/// in the wanted dtype and place is kept as `source` gave it. Throws what `source` throws,
/// Error{Cancelled}.
DecoderWeights makeDecoderWeights(const TensorSource& source, const DecoderConfig& config,
    const Placement& placement, std::stop_token stop);

/// A checkpoint's tensors, their shapes checked; they may alias the mapped file. A name whose first
/// part the checkpoint leaves out ("transformer.", "model.") is found all the same. They throw
/// Error{NotFound, CorruptData} naming file and tensor.
TensorSource checkpointTensors(const Checkpoint& checkpoint);

} // namespace interweave
