// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_weights.h"
#include "core/model/families.h"
#include "core/model/head_columns.h"
#include "core/support/error.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

/// "model.layers.{}." and 3: "model.layers.3."
std::string numbered(std::string_view pattern, size_t number)
{
    std::string name(pattern);
    return name.replace(name.find("{}"), 2, std::to_string(number));
}

class Loader {
public:
    Loader(const TensorSource& source, const DecoderConfig& config, const Placement& placement)
        : m_source(source)
        , m_config(config)
        , m_names(config.family->names)
        , m_placement(placement)
    {
    }

    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const
    {
        return m_source(name, shape).to(m_placement.device, m_placement.dtype);
    }

    at::Tensor embedding() const
    {
        return tensor(
            std::string(m_names.embedding) + ".weight", {m_config.vocabulary, m_config.hidden});
    }

    at::Tensor positions() const
    {
        if (m_names.positions.empty())
            return {};
        return tensor(std::string(m_names.positions) + ".weight",
            {m_config.maxPositions + m_config.family->firstPosition, m_config.hidden});
    }

    DecoderWeights::Layer layer(size_t index)
    {
        const std::string prefix = numbered(m_names.layer, index);
        const auto at = [&](std::string_view name) {
            return name.empty() ? std::string() : prefix + std::string(name);
        };
        DecoderWeights::Layer layer;
        layer.attentionNorm
            = m_config.postNorm ? normBehind(index) : norm(at(m_names.attentionNorm));
        layer.queryKeyValue = queryKeyValue(at);
        if (m_config.queryKeyNorm) {
            layer.queryNorm = headNorm(at(m_names.queryNorm), m_config.heads);
            layer.keyNorm = headNorm(at(m_names.keyNorm), m_config.kvHeads);
        }
        layer.attentionOutput = linear(m_config.heads * m_config.headDim,
            {{at(m_names.attentionOutput), m_config.hidden, m_config.outputBias}});
        layer.attentionPostNorm = norm(at(m_names.attentionPostNorm));
        layer.mlpNorm = mlpNorm(at);
        if (m_config.hasExperts[index]) {
            layer.router
                = linear(m_config.hidden, {{at(m_names.router), m_config.experts, false}}, true);
            for (size_t expert = 0; expert < static_cast<size_t>(m_config.experts); ++expert)
                layer.experts.push_back(expertMlp(at(numbered(m_names.expert, expert))));
        } else {
            layer.mlp = mlp(at);
        }
        layer.mlpPostNorm = norm(at(m_names.mlpPostNorm));
        return layer;
    }

    Norm finalNorm() const
    {
        return m_config.postNorm ? normBehind(static_cast<size_t>(m_config.layers))
                                 : norm(std::string(m_names.finalNorm));
    }

    Linear head(const at::Tensor& embedding)
    {
        const std::string module(m_names.head);
        if (m_config.tiedEmbeddings)
            return Linear(m_nextIndex++, embedding, {}, {{module, 0, m_config.vocabulary}});
        const at::Tensor weight
            = tensor(module + ".weight", {m_config.vocabulary, m_config.hidden});
        return Linear(m_nextIndex++, weight, {}, {{module, 0, m_config.vocabulary}});
    }

private:
    struct Map {
        std::string module;
        int64_t outputs;
        bool bias;
    };

    /// One fused linear from the maps that share an input; all or none of them have a bias.
    Linear linear(int64_t inputs, const std::vector<Map>& maps, bool routed = false)
    {
        const bool transposed = m_config.family->transposedMaps;
        std::vector<at::Tensor> weights, biases;
        std::vector<LinearPart> parts;
        int64_t first = 0;
        for (const Map& map : maps) {
            const std::string name = map.module + ".weight";
            weights.push_back(transposed ? tensor(name, {inputs, map.outputs}).t().contiguous()
                                         : tensor(name, {map.outputs, inputs}));
            if (map.bias)
                biases.push_back(tensor(map.module + ".bias", {map.outputs}));
            parts.push_back({map.module, first, map.outputs, transposed, routed});
            first += map.outputs;
        }
        const at::Tensor weight = weights.size() == 1 ? weights.front() : at::cat(weights);
        const at::Tensor bias = biases.empty() ? at::Tensor() : at::cat(biases);
        return Linear(m_nextIndex++, weight, bias, std::move(parts));
    }

    Norm norm(const std::string& module) const
    {
        if (module.empty())
            return {};
        Norm norm{m_config.family->norm, m_config.normEpsilon, {module}, {}, {}};
        if (m_config.normWeights)
            norm.weight = tensor(module + ".weight", {m_config.hidden});
        if (m_config.normWeights && norm.kind == NormKind::Layer)
            norm.bias = tensor(module + ".bias", {m_config.hidden});
        return norm;
    }

    /// Where norms stand behind the blocks, that of layer i's MLP comes before layer i + 1.
    Norm normBehind(size_t layer) const
    {
        return layer == 0 ? Norm{}
                          : norm(numbered(m_names.layer, layer - 1) + std::string(m_names.mlpNorm));
    }

    template <typename At>
    Norm mlpNorm(At at) const
    {
        if (m_config.postNorm)
            return norm(at(m_names.attentionNorm));
        const bool shared = m_config.parallelResidual && m_config.family->parallelSharesNorm;
        return shared ? Norm{} : norm(at(m_names.mlpNorm));
    }

    Norm headNorm(const std::string& module, int64_t heads) const
    {
        const int64_t headDim = m_config.headDim;
        Norm norm{m_config.family->norm, m_config.normEpsilon, {module}, {}, {}};
        switch (m_config.family->queryKeyNorm) {
        case QueryKeyNorm::Head: norm.weight = tensor(module + ".weight", {headDim}); break;
        case QueryKeyNorm::Width:
            norm.weight = tensor(module + ".weight", {heads * headDim});
            break;
        case QueryKeyNorm::EachHead:
            norm.modules.clear();
            std::vector<at::Tensor> weights;
            for (size_t head = 0; head < static_cast<size_t>(heads); ++head) {
                norm.modules.push_back(numbered(module, head));
                weights.push_back(tensor(norm.modules.back() + ".weight", {headDim}));
            }
            norm.weight = at::cat(weights);
            break;
        }
        return norm;
    }

    template <typename At>
    Linear queryKeyValue(At at)
    {
        const int64_t queryWidth = m_config.heads * m_config.headDim;
        const int64_t kvWidth = m_config.kvHeads * m_config.headDim;
        const bool bias = m_config.attentionBias;
        if (!m_names.queryKeyValue.empty())
            return linear(
                m_config.hidden, {{at(m_names.queryKeyValue), queryWidth + 2 * kvWidth, bias}});
        return linear(m_config.hidden,
            {{at(m_names.query), queryWidth, bias}, {at(m_names.key), kvWidth, bias},
                {at(m_names.value), kvWidth, bias}});
    }

    template <typename At>
    DecoderWeights::Mlp mlp(At at)
    {
        const int64_t width = m_config.intermediate;
        const bool bias = m_config.mlpBias;
        std::vector<Map> maps;
        if (!m_names.mlpGateUp.empty())
            maps = {{at(m_names.mlpGateUp), 2 * width, bias}};
        else if (m_names.mlpGate.empty())
            maps = {{at(m_names.mlpUp), width, bias}};
        else
            maps = {{at(m_names.mlpGate), width, bias}, {at(m_names.mlpUp), width, bias}};
        Linear up = linear(m_config.hidden, maps);
        return {std::move(up), linear(width, {{at(m_names.mlpDown), m_config.hidden, bias}})};
    }

    DecoderWeights::Mlp expertMlp(const std::string& prefix)
    {
        const int64_t width = m_config.expertIntermediate;
        const auto at = [&](std::string_view name) { return prefix + std::string(name); };
        Linear up = linear(m_config.hidden,
            {{at(m_names.expertGate), width, false}, {at(m_names.expertUp), width, false}}, true);
        return {
            std::move(up), linear(width, {{at(m_names.expertDown), m_config.hidden, false}}, true)};
    }

    const TensorSource& m_source;
    const DecoderConfig& m_config;
    const TensorNames& m_names;
    Placement m_placement;
    int64_t m_nextIndex = 0;
};

} // namespace

DecoderWeights makeDecoderWeights(const TensorSource& source, const DecoderConfig& config,
    const Placement& placement, std::stop_token stop)
{
    Loader loader(source, config, placement);
    DecoderWeights weights;
    weights.embedding = loader.embedding();
    weights.positions = loader.positions();
    weights.finalNorm = loader.finalNorm();
    for (const RotaryConfig& rotary : config.rotaries)
        weights.rotaries.emplace_back(rotary, config.headDim, placement.device);
    weights.headColumns = headColumns(config, placement.device);
    for (size_t index = 0; index < static_cast<size_t>(config.layers); ++index) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "", "loading was cancelled");
        weights.layers.push_back(loader.layer(index));
    }
    weights.head = loader.head(weights.embedding);
    return weights;
}

} // namespace interweave
