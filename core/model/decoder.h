// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/model/decoder_config.h"
#include "core/model/kv_cache.h"
#include "core/model/linear.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

class Checkpoint;

/// Where and how a model runs.
struct Placement {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
};

/// "auto", "cpu", "cuda", "cuda:1" (and "privateuseone" in tests) and "auto", "fp32", "bf16", "fp16" resolved on this machine:
/// auto picks CUDA, then bf16 on CPUs that have bf16 instructions, then fp32. Throws Error{InvalidArgument, Unsupported}.
Placement choosePlacement(const std::string& device, const std::string& dtype);

/// The new tokens of each row of a batch, one row after another without padding.
struct TokenBatch {
    at::Tensor ids; // [tokens] int64, on the CPU or the model's device
    std::vector<int64_t> lengths; // new tokens of each row, each at least 1; their sum is `tokens`

    static TokenBatch fromRows(const std::vector<std::vector<int64_t>>& rows);
};

/// A decoder-only transformer with frozen weights: one description per family (families.h), one forward pass.
/// Everything runs on the device and in the dtype of its weights. Forward passes may run at the same time from several
/// threads; pack, unpack and moving may not.
class Decoder {
public:
    /// Loads a checkpoint. Throws Error{Unsupported} for an unknown architecture (naming the supported ones),
    /// Error{CorruptData} for missing tensors and wrong shapes, Error{Cancelled}.
    static Decoder load(const Checkpoint& checkpoint, const Placement& placement, std::stop_token stop = {});

    /// The memories: last hidden states after the final norm, [tokens, hidden] in the model dtype, rows one after another.
    /// Without a cache every row starts at position 0; with one, tokens follow what the cache holds and are added to it.
    /// Differentiable with respect to the adapters' parameters where grad mode is on.
    at::Tensor forward(
        const TokenBatch& batch, KvCache* cache = nullptr, std::span<const AdapterUse> adapters = {}) const;

    /// hidden: [n, hidden] → logits [n, vocab] in the model dtype, the family's divisor and soft cap applied.
    at::Tensor logits(const at::Tensor& hidden) const;

    const DecoderConfig& config() const { return m_config; }
    at::Device device() const;
    at::ScalarType dtype() const;
    /// Every adaptable linear map, in the order of their indices.
    const std::vector<const Linear*>& linears() const { return m_linears; }
    int64_t parameterCount() const;
    int64_t weightBytes() const;

    /// Weights in oneDNN's blocked layout for inference, or plain for training. No effect off the CPU.
    void pack();
    void unpack();

    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    ~Decoder();

private:
    struct Weights;
    Decoder(DecoderConfig config, std::unique_ptr<Weights> weights);

    DecoderConfig m_config;
    std::unique_ptr<Weights> m_weights;
    std::vector<const Linear*> m_linears;
};

} // namespace interweave
