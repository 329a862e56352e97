// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/tensorio/tensor_info.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace interweave {

/// How the two memories become one (the authors' mode numbers in METHOD order).
enum class Fusion {
    QueryGate = 5, // the method: the gate sees both memories and both query means
};

struct GateConfig {
    Fusion fusion = Fusion::QueryGate;
    int64_t rank = 8;
    double dropout = 0.1; // after each of the two maps, in training
};

/// The two memories of some tokens with the query means of the rows they belong to, all [tokens,
/// hidden].
struct Memories {
    at::Tensor base; // h_b
    at::Tensor tuned; // h_t
    at::Tensor queryBase; // q̄_b, the row's mean repeated for each of its tokens
    at::Tensor queryTuned; // q̄_t
};

/// The query-aware gate g = sigmoid([q̄_b ; h_b ; h_t ; q̄_t]·W_A·W_B), in fp32 whatever the model's
/// dtype. g → 1 is base, g → 0 is tuned. W_A: [rank, 4·hidden], W_B: [hidden, rank] (torch's [out,
/// in] order), no bias. Source: arXiv 2412.17383, Eq. 3–5.
class Gate {
public:
    /// Default initialisation: Kaiming-uniform, a = √5, which makes g start near 0.5.
    Gate(const GateConfig& config, int64_t hidden, at::Device device, uint64_t seed);
    /// Reads imsm_config.json and imsm_gate.safetensors. Throws Error{NotFound, CorruptData,
    /// Unsupported}.
    static Gate load(const std::filesystem::path& folder, int64_t hidden, at::Device device);
    /// From tensors gate.down.weight and gate.up.weight.
    static Gate fromTensors(const GateConfig& config, at::Tensor down, at::Tensor up);

    /// The low-rank channels c = [q̄_b ; h_b ; h_t ; q̄_t]·W_A, fp32 [tokens, rank].
    at::Tensor channels(const Memories& memories) const;
    /// g, fp32 [tokens, hidden] in (0, 1).
    at::Tensor forward(const Memories& memories, const Dropout& dropout = {}) const;
    /// Each channel's signed part in the mean pre-activation, c_k · mean_d W_B[d, k]: fp32 [tokens,
    /// rank].
    at::Tensor contributions(const at::Tensor& channels) const;

    /// "gate.down.weight" [rank, 4·hidden] and "gate.up.weight" [hidden, rank]: fp32 leaves.
    NamedTensors parameters() const;
    void save(const std::filesystem::path& folder) const;
    std::string hash() const;
    const GateConfig& config() const { return m_config; }

private:
    Gate(const GateConfig& config, at::Tensor down, at::Tensor up);

    GateConfig m_config;
    at::Tensor m_down;
    at::Tensor m_up;
};

/// Mixes the two memories of each token: h = g∘base + (1−g)∘tuned.
/// base, tuned: [tokens, hidden], model dtype; gate: [tokens, hidden] fp32. Computed in fp32,
/// returned in the model dtype.
at::Tensor interweave(const at::Tensor& base, const at::Tensor& tuned, const at::Tensor& gate);

} // namespace interweave
