// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"

#include "core/model/adapted_linear.h"
#include "core/model/attention.h"
#include "core/model/decoder_weights.h"
#include "core/model/families.h"
#include "core/model/initial_weights.h"
#include "core/model/mlp.h"
#include "core/model/recomputed.h"
#include "core/model/virtual_rows.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/strict_json.h"
#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace interweave {

namespace {

/// What the layer's query, key and value maps gave as attention wants it: heads normed where the
/// family norms them, columns in attention's order.
at::Tensor arrangeHeads(at::Tensor qkv, const DecoderWeights::Layer& layer,
    const DecoderWeights& weights, const DecoderConfig& config)
{
    if (layer.queryNorm) {
        const int64_t queryWidth = config.heads * config.headDim;
        const int64_t kvWidth = config.kvHeads * config.headDim;
        const auto normed = [&](int64_t first, int64_t width, const Norm& norm) {
            return normHeads(
                qkv.narrow(1, first, width), config.headDim, config.family->queryKeyNorm, norm);
        };
        qkv = at::cat(
            {normed(0, queryWidth, layer.queryNorm), normed(queryWidth, kvWidth, layer.keyNorm),
                qkv.narrow(1, queryWidth + kvWidth, kvWidth)},
            1);
    }
    return weights.headColumns.defined() ? qkv.index_select(1, weights.headColumns) : qkv;
}

/// What a block adds to the stream, from what its last map gave.
at::Tensor addition(
    at::Tensor y, const Norm& norm, double multiplier, std::span<const AdaptedTokens> adapted)
{
    if (norm)
        y = addNorm(y, {}, norm, adapted).second;
    return multiplier == 1.0 ? y : y * multiplier;
}

} // namespace

/// What the layers of one forward pass share; a backward pass that recomputes them keeps it.
struct Decoder::Pass {
    Pass(const TokenBatch& batch, const KvCache* cache, std::span<const Rotary> rotaries,
        at::Device device, std::span<const AdapterUse> adapters)
        : rows(batch, cache, adapters, device)
        , layout(rows.batch(), cache, rotaries, device)
        , uses(adapters.begin(), adapters.end())
        , adapted(adaptedTokens(uses, layout))
    {
    }
    Pass(const Pass&) = delete; // `adapted` points into `uses`
    Pass& operator=(const Pass&) = delete;

    VirtualRows rows;
    TokenLayout layout;
    std::vector<AdapterUse> uses;
    std::vector<AdaptedTokens> adapted;
};

Decoder::Decoder(DecoderConfig config, std::unique_ptr<DecoderWeights> weights)
    : m_config(std::move(config))
    , m_weights(std::move(weights))
{
    for (auto& layer : m_weights->layers)
        for (const Linear* linear : layer.linears())
            m_linears.push_back(linear);
    for (const DecoderConfig::LayerAttention& layer : m_config.attention)
        m_attention.push_back({m_config.heads, m_config.kvHeads, m_config.headDim, layer.window,
            layer.scale, layer.rotary, m_config.attentionSoftCap});
    m_mayReadAgain = std::ranges::any_of(m_weights->rotaries, &Rotary::hasRegimes);
    m_embeddingMultiplier
        = at::scalar_tensor(m_config.embeddingMultiplier, dtype()).to(at::kDouble).item<double>();
}

Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

Decoder Decoder::load(
    const Checkpoint& checkpoint, const Placement& placement, std::stop_token stop)
{
    DecoderConfig config = parseDecoderConfig(checkpoint.config(), checkpoint.path().string());
    auto weights = std::make_unique<DecoderWeights>(
        makeDecoderWeights(checkpointTensors(checkpoint), config, placement, std::move(stop)));
    return Decoder(std::move(config), std::move(weights));
}

Decoder Decoder::initialise(
    const std::filesystem::path& folder, const Placement& placement, uint64_t seed)
{
    const std::filesystem::path file = folder / "config.json";
    const nlohmann::json json = parseStrictJsonObject(readFile(file), file.string());
    DecoderConfig config = parseDecoderConfig(json, file.string());
    auto weights = std::make_unique<DecoderWeights>(
        makeDecoderWeights(initialWeights(config, initializerRange(json, file.string()), seed),
            config, placement, {}));
    return Decoder(std::move(config), std::move(weights));
}

Decoder Decoder::outline(DecoderConfig config)
{
    const auto shapesOnly = [](const std::string&, at::IntArrayRef shape) {
        return at::empty(shape, at::device(at::kMeta).dtype(at::kFloat));
    };
    auto weights = std::make_unique<DecoderWeights>(
        makeDecoderWeights(shapesOnly, config, {at::kMeta, at::kFloat}, {}));
    return Decoder(std::move(config), std::move(weights));
}

void Decoder::visitWeights(
    const std::function<void(const std::vector<TensorPart>&, at::Tensor&)>& visit)
{
    m_weights->visit(m_config, visit);
}

void Decoder::checkIds(const at::Tensor& ids) const
{
    if (!ids.device().is_cpu() || ids.numel() == 0)
        return; // looking would wait for the device
    const auto [lowest, highest] = ids.aminmax();
    if (lowest.item<int64_t>() < 0 || highest.item<int64_t>() >= m_config.vocabulary) {
        throw Error(ErrorCode::InvalidArgument, "forward",
            "token ids run from " + std::to_string(lowest.item<int64_t>()) + " to "
                + std::to_string(highest.item<int64_t>()) + ", the vocabulary has "
                + std::to_string(m_config.vocabulary));
    }
}

at::Tensor Decoder::embed(const TokenBatch& batch, const TokenLayout& layout) const
{
    at::Tensor x = at::embedding(
        m_weights->embedding, batch.ids.to(device(), at::kLong, /*non_blocking=*/true));
    if (m_embeddingMultiplier != 1.0)
        x = x * m_embeddingMultiplier;
    if (!m_weights->positions.defined())
        return x;
    if (layout.longestTotal > m_config.maxPositions) {
        throw Error(ErrorCode::InvalidArgument, "forward",
            "a row has " + std::to_string(layout.longestTotal) + " tokens, the model has "
                + std::to_string(m_config.maxPositions) + " positions");
    }
    return x
        + at::embedding(m_weights->positions, layout.positions + m_config.family->firstPosition);
}

Decoder::Stream Decoder::throughLayer(
    size_t index, Stream stream, const Pass& pass, KvCache::Layer* cached) const
{
    const DecoderWeights::Layer& layer = m_weights->layers[index];
    const std::span<const AdaptedTokens> adapted = pass.adapted;
    at::Tensor& x = stream.x;
    at::Tensor& change = stream.change;
    at::Tensor h;

    std::tie(x, h) = addNorm(x, change, layer.attentionNorm, adapted);
    at::Tensor beside; // what the MLP adds where it reads the same stream
    if (m_config.parallelResidual)
        beside = feedForward(layer,
            layer.mlpNorm ? addNorm(x, {}, layer.mlpNorm, adapted).second : h, m_config, adapted);
    if (m_config.postNorm)
        x = h;
    h = arrangeHeads(project(layer.queryKeyValue, h, adapted), layer, *m_weights, m_config);
    h = pass.rows.keysValues(
        h, index, m_config, m_weights->headColumns, pass.layout.angles[m_attention[index].rotary]);
    h = project(
        layer.attentionOutput, attention(h, pass.layout, m_attention[index], cached), adapted);
    change = addition(h, layer.attentionPostNorm, m_config.residualMultiplier, adapted);
    if (m_config.parallelResidual) {
        change = change + beside;
        return stream;
    }

    std::tie(x, h) = addNorm(x, change, layer.mlpNorm, adapted);
    if (m_config.postNorm)
        x = h;
    h = feedForward(layer, h, m_config, adapted);
    change = addition(h, layer.mlpPostNorm, m_config.residualMultiplier, adapted);
    return stream;
}

at::Tensor Decoder::forward(const TokenBatch& batch, KvCache* cache,
    std::span<const AdapterUse> adapters, Activations activations, LayerHook* hook) const
{
    if (cache && m_mayReadAgain && mustReadAgain(batch, *cache))
        return readAgain(batch, *cache, adapters, hook);
    checkIds(batch.ids);
    requireRows(adapters, static_cast<int64_t>(batch.lengths.size()));
    const auto pass
        = std::make_shared<const Pass>(batch, cache, m_weights->rotaries, device(), adapters);
    const TokenLayout& layout = pass->layout;

    const bool recompute
        = activations == Activations::Recomputed && !cache && c10::GradMode::is_enabled();
    Stream stream{pass->rows.embed(embed(pass->rows.batch(), layout)), {}};
    for (size_t i = 0; i < m_weights->layers.size(); ++i) {
        if (recompute) {
            const auto layer = [this, pass, i](const std::vector<at::Tensor>& in) {
                const Stream out = throughLayer(
                    i, {in[0], in.size() > 1 ? in[1] : at::Tensor()}, *pass, nullptr);
                return std::vector<at::Tensor>{out.x, out.change};
            };
            std::vector<at::Tensor> in{stream.x};
            if (stream.change.defined())
                in.push_back(stream.change);
            const std::vector<at::Tensor> out = recomputed(layer, in);
            stream = {out[0], out[1]};
        } else {
            stream = throughLayer(i, std::move(stream), *pass,
                cache ? &cache->layer(i, layout.lengths, kvShape()) : nullptr);
        }
        if (const auto layer = static_cast<int64_t>(i); hook && hook->wants(layer))
            stream = {hook->afterLayer(layer, stream.x + stream.change, batch.lengths), {}};
    }
    if (cache) {
        if (m_mayReadAgain)
            cache->remember(batch);
        cache->advance(layout.lengths);
    }
    return pass->rows.withoutThem(
        addNorm(stream.x, stream.change, m_weights->finalNorm, pass->adapted).second);
}

/// Whether the keys in the cache were turned by other frequencies than longer rows are.
bool Decoder::mustReadAgain(const TokenBatch& batch, const KvCache& cache) const
{
    const std::vector<int64_t>& past = cache.lengths();
    for (size_t row = 0; row < std::min(past.size(), batch.lengths.size()); ++row)
        for (const Rotary& rotary : m_weights->rotaries)
            if (past[row] > 0
                && rotary.regime(past[row]) != rotary.regime(past[row] + batch.lengths[row]))
                return true;
    return false;
}

/// forward with every token of the rows, past ones too, which refills the cache. The keys of upper
/// layers follow from what lower ones saw, so that turning them on would not do.
at::Tensor Decoder::readAgain(const TokenBatch& batch, KvCache& cache,
    std::span<const AdapterUse> adapters, LayerHook* hook) const
{
    const TokenBatch whole = cache.withPast(batch);
    cache.truncate(0);
    const at::Tensor hidden = forward(whole, &cache, adapters, Activations::Kept, hook);
    std::vector<at::Tensor> fresh;
    int64_t end = 0;
    for (size_t row = 0; row < whole.lengths.size(); ++row) {
        end += whole.lengths[row];
        fresh.push_back(hidden.narrow(0, end - batch.lengths[row], batch.lengths[row]));
    }
    return at::cat(fresh);
}

at::Tensor Decoder::uncappedLogits(const at::Tensor& hidden) const
{
    const at::Tensor y = m_weights->head.forward(hidden);
    return m_config.logitDivisor == 1.0 ? y : y / m_config.logitDivisor;
}

at::Tensor Decoder::logits(const at::Tensor& hidden) const
{
    const at::Tensor y = uncappedLogits(hidden);
    const double cap = m_config.logitSoftCap;
    return cap == 0.0 ? y : at::tanh(y / cap) * cap;
}

std::vector<const Norm*> Decoder::norms() const
{
    std::vector<const Norm*> norms;
    for (const DecoderWeights::Layer& layer : m_weights->layers)
        for (const Norm* norm :
            {&layer.attentionNorm, &layer.attentionPostNorm, &layer.mlpNorm, &layer.mlpPostNorm})
            if (*norm)
                norms.push_back(norm);
    norms.push_back(&m_weights->finalNorm);
    return norms;
}

KvCache::KvShape Decoder::kvShape() const
{
    return {m_config.kvHeads, m_config.headDim, m_weights->embedding.options()};
}

at::Device Decoder::device() const
{
    return m_weights->embedding.device();
}

at::ScalarType Decoder::dtype() const
{
    return m_weights->embedding.scalar_type();
}

int64_t Decoder::parameterCount() const
{
    int64_t count = 0;
    const auto add = [&](const at::Tensor& tensor) {
        if (tensor.defined())
            count += tensor.numel();
    };
    const auto addNormOf = [&](const Norm& norm) {
        add(norm.weight);
        add(norm.bias);
    };
    add(m_weights->embedding);
    add(m_weights->positions);
    for (const auto& layer : m_weights->layers)
        for (const Norm* norm : layer.norms())
            addNormOf(*norm);
    addNormOf(m_weights->finalNorm);
    for (const Linear* linear : m_linears) {
        count += linear->inputs() * linear->outputs();
        add(linear->bias());
    }
    if (!m_config.tiedEmbeddings)
        count += m_weights->head.inputs() * m_weights->head.outputs();
    return count;
}

int64_t Decoder::weightBytes() const
{
    return parameterCount() * static_cast<int64_t>(c10::elementSize(dtype()));
}

void Decoder::pack()
{
    for (auto& layer : m_weights->layers)
        for (Linear* linear : layer.linears())
            linear->pack();
    // A tied head's plain matrix stays as the embedding, so that packing it makes a second copy:
    // worth it where small (a tenth of SmolLM2-135M's decoding time for 54 MiB).
    constexpr int64_t kSmallHead = int64_t{128} << 20;
    if (!m_config.tiedEmbeddings
        || static_cast<int64_t>(m_weights->embedding.nbytes()) <= kSmallHead)
        m_weights->head.pack();
}

void Decoder::unpack()
{
    for (auto& layer : m_weights->layers)
        for (Linear* linear : layer.linears())
            linear->unpack();
    Linear& head = m_weights->head;
    if (m_config.tiedEmbeddings)
        head = Linear(head.index(), m_weights->embedding, {}, head.parts());
    else
        head.unpack();
}

} // namespace interweave
