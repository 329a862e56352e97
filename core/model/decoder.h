// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/model/attention.h"
#include "core/model/decoder_config.h"
#include "core/model/kv_cache.h"
#include "core/model/layer_hook.h"
#include "core/model/linear.h"
#include "core/model/placement.h"
#include "core/model/token_batch.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace interweave {

class Checkpoint;
struct DecoderWeights;
struct TensorPart;

/// What a forward pass keeps for its backward pass: everything, or of each layer only what enters
/// it, the rest computed once more (recomputed.h): same bits, less memory, a forward pass more.
enum class Activations { Kept, Recomputed };

/// A decoder-only transformer: one description per family (families.h), one
/// forward pass. Everything runs on the device and in the dtype of its weights. Forward passes may
/// run at the same time from several threads; pack, unpack and moving may not.
class Decoder {
public:
    /// Loads a checkpoint. Throws Error{Unsupported} for an unknown architecture (naming the
    /// supported ones), Error{CorruptData} for missing tensors and wrong shapes, Error{Cancelled}.
    static Decoder load(
        const Checkpoint& checkpoint, const Placement& placement, std::stop_token stop = {});

    /// A decoder of the folder's config.json with random weights, whatever weights lie there
    /// (initial_weights.h). Throws as load does.
    static Decoder initialise(
        const std::filesystem::path& folder, const Placement& placement, uint64_t seed);

    /// A decoder of these sizes whose tensors have shapes and no values (torch's meta device): to
    /// count with, not to compute with.
    static Decoder outline(DecoderConfig config);

    /// The memories: last hidden states after the final norm, [tokens, hidden] in the model dtype,
    /// rows one after another. Without a cache every row starts at position 0; with one, tokens
    /// follow what the cache holds and are added to it. Differentiable with respect to the
    /// adapters' parameters, and to weights that ask for it, where grad mode is on; with
    /// recomputed activations decoder and adapters must outlive the graph. `hook` is called between
    /// layers.
    at::Tensor forward(const TokenBatch& batch, KvCache* cache = nullptr,
        std::span<const AdapterUse> adapters = {}, Activations activations = Activations::Kept,
        LayerHook* hook = nullptr) const;

    /// hidden: [n, hidden] → logits [n, vocabulary] in the model dtype. Differentiable in hidden.
    at::Tensor logits(const at::Tensor& hidden) const;
    /// The same before a family's soft cap: linear in hidden.
    at::Tensor uncappedLogits(const at::Tensor& hidden) const;

    const DecoderConfig& config() const { return m_config; }
    at::Device device() const;
    at::ScalarType dtype() const;
    /// Calls visit with every tensor and its checkpoint's names, a tied embedding once, in a fixed
    /// order. What it assigns, in the same shape, takes the tensor's place: that is how weights are
    /// trained. Unpacks.
    void visitWeights(
        const std::function<void(const std::vector<TensorPart>&, at::Tensor&)>& visit);
    /// Every adaptable linear map, in the order of their indices.
    const std::vector<const Linear*>& linears() const { return m_linears; }
    /// Every norm of the residual stream, in the order of the layers; not those of queries and
    /// keys.
    std::vector<const Norm*> norms() const;
    int64_t parameterCount() const;
    int64_t weightBytes() const;

    /// Weights in oneDNN's blocked layout for inference, or plain for training. No effect off the
    /// CPU.
    void pack();
    void unpack();

    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    ~Decoder();

private:
    Decoder(DecoderConfig config, std::unique_ptr<DecoderWeights> weights);

    struct Pass;
    /// The residual stream between two layers.
    struct Stream {
        at::Tensor x; // [tokens, hidden]
        at::Tensor change; // what the last block adds to x, with the next norm; undefined at first
    };

    Stream throughLayer(
        size_t index, Stream stream, const Pass& pass, KvCache::Layer* cached) const;
    void checkIds(const at::Tensor& ids) const;
    at::Tensor embed(const TokenBatch& batch, const TokenLayout& layout) const;
    bool mustReadAgain(const TokenBatch& batch, const KvCache& cache) const;
    at::Tensor readAgain(const TokenBatch& batch, KvCache& cache,
        std::span<const AdapterUse> adapters, LayerHook* hook) const;
    KvCache::KvShape kvShape() const;

    DecoderConfig m_config;
    std::unique_ptr<DecoderWeights> m_weights;
    std::vector<AttentionShape> m_attention; // per layer
    bool m_mayReadAgain = false; // its rotary positions depend on a row's length
    double m_embeddingMultiplier = 1.0; // rounded to the model dtype, as the reference does
    std::vector<const Linear*> m_linears;
};

} // namespace interweave
