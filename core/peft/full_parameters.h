// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder_weights.h"
#include "core/tensorio/tensor_info.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

class Decoder;

/// Every weight of a decoder as trained parameters: full-parameter training. The masters are fp32;
/// the decoder computes with them or, in another dtype, with copies of them through which gradients
/// reach the masters in fp32. A tied embedding is one parameter, a fused map is one.
class FullParameters {
public:
    /// Takes the place of the decoder's weights, which from now on are in `dtype`. For masters as
    /// exact as the checkpoint, load it in fp32.
    FullParameters(std::shared_ptr<Decoder> decoder, at::ScalarType dtype);

    /// The masters, fp32 leaves on the decoder's device. Vectors (norms and biases) stand apart:
    /// by the custom of the field they do not decay.
    NamedTensors matrices() const;
    NamedTensors vectors() const;
    /// Hands changed masters to the decoder; to be called after every change.
    void refresh();

    /// The masters under a checkpoint's names, fused maps taken apart, as views without graph.
    NamedTensors tensors() const;
    /// Copies stored tensors into the masters. Throws Error{CorruptData} naming one that is
    /// missing, left over or of another shape or dtype.
    void restore(const std::map<std::string, at::Tensor>& stored, const std::string& where);

private:
    struct Master {
        std::vector<TensorPart> parts;
        at::Tensor values;
    };
    NamedTensors ofDimensions(bool matrices) const;

    std::shared_ptr<Decoder> m_decoder;
    at::ScalarType m_dtype;
    std::vector<Master> m_masters;
};

} // namespace interweave
