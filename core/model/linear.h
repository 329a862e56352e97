// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// One named map inside a (possibly fused) linear layer: output columns first … first + count − 1.
struct LinearPart {
    std::string module; // Hugging Face's module path, e.g. "model.layers.3.self_attn.q_proj"
    int64_t firstOutput = 0;
    int64_t outputs = 0;
    bool transposed = false; // the checkpoint stores it [inputs, outputs], as GPT-2's Conv1D
    bool routed = false; // a router or an expert, which PEFT does not count as linear maps
};

/// A linear map y = x Wᵀ + b. Maps of the same input (q, k, v; gate, up) are fused into one
/// product; `parts` says which columns belong to which map, so that adapters find theirs.
class Linear {
public:
    Linear() = default;
    /// weight: [outputs, inputs], bias: [outputs] or undefined. `index` numbers the linears of a
    /// decoder from 0.
    Linear(int64_t index, at::Tensor weight, at::Tensor bias, std::vector<LinearPart> parts);

    /// x: [tokens, inputs] in the weight's dtype → [tokens, outputs]. Differentiable in x, weight
    /// and bias unless packed.
    at::Tensor forward(const at::Tensor& x) const;

    /// Puts other tensors of the same shapes in the place of weight and bias; unpacks.
    void replace(at::Tensor weight, at::Tensor bias);

    /// Replaces the plain weight by oneDNN's blocked layout (inference on a CPU, about 1.7 times
    /// faster when decoding). Nothing happens on other devices. `unpack` restores the very bytes.
    void pack();
    void unpack();
    bool packed() const { return m_packed; }

    /// The plain weight [outputs, inputs], unpacked into a temporary where packed.
    at::Tensor weight() const;
    const at::Tensor& bias() const { return m_bias; }
    int64_t index() const { return m_index; }
    int64_t inputs() const { return m_inputs; }
    int64_t outputs() const { return m_outputs; }
    const std::vector<LinearPart>& parts() const { return m_parts; }

private:
    int64_t m_index = 0;
    int64_t m_inputs = 0;
    int64_t m_outputs = 0;
    at::Tensor m_weight;
    at::Tensor m_bias;
    std::vector<LinearPart> m_parts;
    bool m_packed = false;
};

} // namespace interweave
