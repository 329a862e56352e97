// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"

#include "core/model/attention.h"
#include "core/model/decoder_weights.h"
#include "core/model/families.h"
#include "core/model/fused_ops.h"
#include "core/model/initial_weights.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/strict_json.h"
#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace interweave {

namespace {

/// A linear map with the adapters of the rows that use one.
at::Tensor project(const Linear& linear, const at::Tensor& x, const TokenLayout& layout,
    std::span<const AdapterUse> adapters)
{
    at::Tensor y = linear.forward(x);
    for (const AdapterUse& use : adapters) {
        if (!use.adapter->adapts(linear))
            continue;
        if (use.rowCount == layout.rows) {
            y = use.adapter->apply(linear, x, y, use.dropout);
            continue;
        }
        const auto first = static_cast<size_t>(use.firstRow);
        const auto last = static_cast<size_t>(use.firstRow + use.rowCount - 1);
        const int64_t begin = layout.starts[first];
        const int64_t end = layout.starts[last] + layout.lengths[last];
        const at::Tensor part = y.narrow(0, begin, end - begin);
        const at::Tensor adapted
            = use.adapter->apply(linear, x.narrow(0, begin, end - begin), part, use.dropout);
        if (!adapted.is_alias_of(part))
            y = at::cat({y.narrow(0, 0, begin), adapted, y.narrow(0, end, y.size(0) - end)});
    }
    return y;
}

void checkAdapters(std::span<const AdapterUse> adapters, int64_t rows)
{
    for (const AdapterUse& use : adapters) {
        if (!use.adapter || use.firstRow < 0 || use.rowCount < 1
            || use.firstRow + use.rowCount > rows) {
            throw Error(ErrorCode::InvalidArgument, "forward",
                "an adapter is used on rows " + std::to_string(use.firstRow) + " to "
                    + std::to_string(use.firstRow + use.rowCount - 1) + " of a batch of "
                    + std::to_string(rows));
        }
    }
}

} // namespace

Decoder::Decoder(DecoderConfig config, std::unique_ptr<DecoderWeights> weights)
    : m_config(std::move(config))
    , m_weights(std::move(weights))
{
    for (const auto& layer : m_weights->layers)
        m_linears.insert(m_linears.end(),
            {&layer.queryKeyValue, &layer.attentionOutput, &layer.gateUp, &layer.down});
    for (int64_t layer = 0; layer < m_config.layers; ++layer) {
        m_attention.push_back({m_config.heads, m_config.kvHeads, m_config.headDim,
            m_config.slidingWindow[static_cast<size_t>(layer)],
            1.0 / std::sqrt(static_cast<double>(m_config.headDim))});
    }
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

at::Tensor Decoder::forward(
    const TokenBatch& batch, KvCache* cache, std::span<const AdapterUse> adapters) const
{
    const TokenLayout layout(batch, cache, m_weights->rotary, device());
    checkAdapters(adapters, layout.rows);
    checkIds(batch.ids);
    const double epsilon = m_config.normEpsilon;

    at::Tensor x = at::embedding(m_weights->embedding, batch.ids.to(device())); // [tokens, hidden]
    at::Tensor change; // what the last block adds to x; added together with the next norm
    at::Tensor h;
    for (size_t i = 0; i < m_weights->layers.size(); ++i) {
        const DecoderWeights::Layer& layer = m_weights->layers[i];
        KvCache::Layer* const cached
            = cache ? &cache->layer(i, layout.lengths, kvShape()) : nullptr;

        std::tie(x, h) = addRmsNorm(x, change, layer.attentionNorm, epsilon);
        h = attention(
            project(layer.queryKeyValue, h, layout, adapters), layout, m_attention[i], cached);
        change = project(layer.attentionOutput, h, layout, adapters);

        std::tie(x, h) = addRmsNorm(x, change, layer.mlpNorm, epsilon);
        h = swiglu(project(layer.gateUp, h, layout, adapters));
        change = project(layer.down, h, layout, adapters);
    }
    if (cache)
        cache->advance(layout.lengths);
    return addRmsNorm(x, change, m_weights->finalNorm, epsilon).second;
}

at::Tensor Decoder::logits(const at::Tensor& hidden) const
{
    return m_weights->head.forward(hidden);
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
    int64_t count = m_weights->embedding.numel() + m_weights->finalNorm.numel();
    for (const auto& layer : m_weights->layers)
        count += layer.attentionNorm.numel() + layer.mlpNorm.numel();
    for (const Linear* linear : m_linears)
        count += linear->inputs() * linear->outputs()
            + (linear->bias().defined() ? linear->outputs() : 0);
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
    forEachLayerLinear([](Linear& linear) { linear.pack(); });
    // A tied head's plain matrix stays as the embedding, so that packing it makes a second copy:
    // worth it where small (a tenth of SmolLM2-135M's decoding time for 54 MiB).
    constexpr int64_t kSmallHead = int64_t{128} << 20;
    if (!m_config.tiedEmbeddings
        || static_cast<int64_t>(m_weights->embedding.nbytes()) <= kSmallHead)
        m_weights->head.pack();
}

void Decoder::unpack()
{
    forEachLayerLinear([](Linear& linear) { linear.unpack(); });
    Linear& head = m_weights->head;
    if (m_config.tiedEmbeddings)
        head = Linear(head.index(), m_weights->embedding, {}, head.parts());
    else
        head.unpack();
}

template <typename F>
void Decoder::forEachLayerLinear(F f)
{
    for (auto& layer : m_weights->layers) {
        for (Linear* linear :
            {&layer.queryKeyValue, &layer.attentionOutput, &layer.gateUp, &layer.down})
            f(*linear);
    }
}

} // namespace interweave
