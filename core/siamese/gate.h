// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/gate_config.h"
#include "core/siamese/low_rank_map.h"
#include "core/tensorio/tensor_info.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace interweave {

struct FusionRule;

/// The two memories of some tokens with the query means of the rows they belong to, all [tokens,
/// hidden].
struct Memories {
    at::Tensor base; // h_b
    at::Tensor tuned; // h_t
    at::Tensor queryBase; // q̄_b, the row's mean repeated for each of its tokens
    at::Tensor queryTuned; // q̄_t
};

/// What a gate makes of some tokens' memories.
struct Mix {
    at::Tensor hidden; // h: [tokens, hidden], model dtype; what the head reads
    at::Tensor baseShare; // the base memory's share: fp32 [tokens, hidden] or [tokens, 1]
};

/// A mix as the sum of what it takes of each memory, both fp32 [tokens, hidden].
struct MemoryParts {
    at::Tensor base;
    at::Tensor tuned;
};

/// Makes one memory of two, as its fusion mode says (fusion.h). The method's own, query_gate:
/// g = sigmoid([q̄_b ; h_b ; h_t ; q̄_t]·W_A·W_B), h = g∘h_b + (1−g)∘h_t, in fp32 whatever the
/// model's dtype. g → 1 is base, g → 0 is tuned. W_A: [rank, 4·hidden], W_B: [hidden, rank]
/// (torch's [out, in] order), no bias unless the config asks for one. Source: arXiv 2412.17383,
/// Eq. 3–5.
class Gate {
public:
    /// Default initialisation: Kaiming-uniform, a = √5, which makes g start near 0.5; biases zero.
    /// Throws Error{Unsupported} for an unknown mode.
    Gate(const GateConfig& config, int64_t hidden, at::Device device, uint64_t seed);
    /// Reads imsm_config.json and imsm_gate.safetensors. Throws Error{NotFound, CorruptData,
    /// Unsupported}.
    static Gate load(const std::filesystem::path& folder, int64_t hidden, at::Device device);
    /// From copies of the tensors that `parameters` names. Throws Error{CorruptData, where} for
    /// missing and left-over tensors and for wrong shapes.
    static Gate fromTensors(const GateConfig& config, std::map<std::string, at::Tensor> tensors,
        int64_t hidden, at::Device device, const std::string& where);

    /// The mix h and the base's share in it. Differentiable.
    Mix mix(const Memories& memories, const Dropout& dropout = {}) const;
    /// The same h split exactly in its two addends.
    MemoryParts parts(const Memories& memories) const;

    /// Whether the mode has a gate at all: mean and fixed have none, nor the next three.
    bool hasGate() const;
    /// The low-rank channels of the gate, e.g. c = [q̄_b ; h_b ; h_t ; q̄_t]·W_A: fp32 [tokens,
    /// rank].
    at::Tensor channels(const Memories& memories) const;
    /// g, fp32 [tokens, hidden], or [tokens, 1] for scalar_gate, in (0, 1).
    at::Tensor forward(const Memories& memories, const Dropout& dropout = {}) const;
    /// Fusion inside the layers: after decoder layer `layer` the tuned stream becomes
    ///     g∘x_b + (1−g)∘x_t,  g = sigmoid([q̄_b ; n(x_b) ; n(x_t) ; q̄_t]·W_A·W_B),
    /// with maps of the layer's own. base, tuned: x_b and x_t, [tokens, hidden] model dtype; seen:
    /// their normed states and the query means of those, fp32. Returns the model dtype.
    at::Tensor fuseStreams(int64_t layer, const at::Tensor& base, const at::Tensor& tuned,
        const Memories& seen, const Dropout& dropout) const;
    bool fusesLayers() const { return !m_config.layers.empty(); }

    /// Each channel's signed part in the mean pre-activation, c_k · mean_d W_B[d, k]: fp32 [tokens,
    /// rank]. A bias is no channel's.
    at::Tensor contributions(const at::Tensor& channels) const;

    /// fp32 leaves: "gate.down.weight" [rank, inputs·hidden], "gate.up.weight" [hidden or 1, rank],
    /// with a bias "gate.up.bias"; gate_linear's "top.down.weight" [rank, 2·hidden] and
    /// "top.up.weight" [hidden, rank]; of each fused layer "layers.3.gate.down.weight" and so on.
    /// Empty for modes without parameters.
    NamedTensors parameters() const;
    void save(const std::filesystem::path& folder) const;
    std::string hash() const;
    const GateConfig& config() const { return m_config; }

private:
    Gate(const GateConfig& config, int64_t hidden, NamedTensors parameters);
    at::Tensor baseShare(const Memories& memories, const Dropout& dropout) const;

    GateConfig m_config;
    const FusionRule* m_rule;
    int64_t m_hidden;
    NamedTensors m_parameters;
    LowRankMap m_gate; // undefined tensors where the mode has no such map
    LowRankMap m_top;
    std::map<int64_t, LowRankMap> m_layers;
};

/// n(x) = x / √(mean(x²) + 10⁻⁶) of each token: what a gate inside the layers sees of a residual
/// stream, whose size grows from layer to layer and differs between models. x: [tokens, hidden];
/// returns fp32. Differentiable.
at::Tensor normedStates(const at::Tensor& x);

/// Mixes the two memories of each token: h = g∘base + (1−g)∘tuned.
/// base, tuned: [tokens, hidden]; gate: fp32 [tokens, hidden] or [tokens, 1]. Computed in fp32,
/// returned in base's dtype.
at::Tensor interweave(const at::Tensor& base, const at::Tensor& tuned, const at::Tensor& gate);

} // namespace interweave
