// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_weights.h"

#include "core/model/families.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>

#include <sstream>

namespace interweave {

namespace {

std::string layerPrefix(const TensorNames& names, size_t index)
{
    std::string prefix(names.layer);
    return prefix.replace(prefix.find("{}"), 2, std::to_string(index));
}

std::string shapeText(at::IntArrayRef shape)
{
    std::ostringstream text;
    text << shape;
    return text.str();
}

class Loader {
public:
    Loader(const TensorSource& source, const DecoderConfig& config, const Placement& placement)
        : m_source(source)
        , m_config(config)
        , m_placement(placement)
    {
    }

    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const
    {
        return m_source(name, shape).to(m_placement.device, m_placement.dtype);
    }

    at::Tensor norm(const std::string& module) const
    {
        return tensor(module + ".weight", {m_config.hidden});
    }

    struct Map {
        std::string module;
        int64_t outputs;
        bool bias;
    };

    /// One fused linear from the maps that share an input; all or none of them have a bias.
    Linear linear(int64_t inputs, const std::vector<Map>& maps)
    {
        std::vector<at::Tensor> weights, biases;
        std::vector<LinearPart> parts;
        int64_t first = 0;
        for (const Map& map : maps) {
            weights.push_back(tensor(map.module + ".weight", {map.outputs, inputs}));
            if (map.bias)
                biases.push_back(tensor(map.module + ".bias", {map.outputs}));
            parts.push_back({map.module, first, map.outputs});
            first += map.outputs;
        }
        const at::Tensor weight = weights.size() == 1 ? weights.front() : at::cat(weights);
        const at::Tensor bias = biases.empty() ? at::Tensor() : at::cat(biases);
        return Linear(m_nextIndex++, weight, bias, std::move(parts));
    }

    DecoderWeights::Layer layer(size_t index)
    {
        const TensorNames& names = m_config.family->names;
        const std::string prefix = layerPrefix(names, index);
        const auto at = [&](std::string_view name) { return prefix + std::string(name); };
        const int64_t queryWidth = m_config.heads * m_config.headDim;
        const int64_t kvWidth = m_config.kvHeads * m_config.headDim;
        const bool bias = m_config.attentionBias;
        return {
            .attentionNorm = norm(at(names.attentionNorm)),
            .queryKeyValue = linear(m_config.hidden,
                {{at(names.query), queryWidth, bias}, {at(names.key), kvWidth, bias},
                    {at(names.value), kvWidth, bias}}),
            .attentionOutput = linear(
                queryWidth, {{at(names.attentionOutput), m_config.hidden, m_config.outputBias}}),
            .mlpNorm = norm(at(names.mlpNorm)),
            .gateUp = linear(m_config.hidden,
                {{at(names.mlpGate), m_config.intermediate, m_config.mlpBias},
                    {at(names.mlpUp), m_config.intermediate, m_config.mlpBias}}),
            .down = linear(
                m_config.intermediate, {{at(names.mlpDown), m_config.hidden, m_config.mlpBias}}),
        };
    }

    Linear head(const at::Tensor& embedding)
    {
        const std::string module(m_config.family->names.head);
        if (!m_config.tiedEmbeddings)
            return linear(m_config.hidden, {{module, m_config.vocabulary, false}});
        return Linear(m_nextIndex++, embedding, {}, {{module, 0, m_config.vocabulary}});
    }

private:
    const TensorSource& m_source;
    const DecoderConfig& m_config;
    Placement m_placement;
    int64_t m_nextIndex = 0;
};

} // namespace

DecoderWeights makeDecoderWeights(const TensorSource& source, const DecoderConfig& config,
    const Placement& placement, std::stop_token stop)
{
    Loader loader(source, config, placement);
    const TensorNames& names = config.family->names;
    DecoderWeights weights{
        .embedding = loader.tensor(
            std::string(names.embedding) + ".weight", {config.vocabulary, config.hidden}),
        .layers = {},
        .finalNorm = loader.norm(std::string(names.finalNorm)),
        .head = {},
        .rotary = Rotary(config.rotary, config.headDim, placement.device),
    };
    for (size_t index = 0; index < static_cast<size_t>(config.layers); ++index) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "", "loading was cancelled");
        weights.layers.push_back(loader.layer(index));
    }
    weights.head = loader.head(weights.embedding);
    return weights;
}

TensorSource checkpointTensors(const Checkpoint& checkpoint)
{
    return [&checkpoint](const std::string& name, at::IntArrayRef shape) {
        const at::Tensor stored = checkpoint.load(name);
        const std::string where = checkpoint.path().string() + ": tensor '" + name + "'";
        if (stored.sizes() != shape) {
            throw Error(ErrorCode::CorruptData, where,
                "has shape " + shapeText(stored.sizes()) + ", the configuration asks for "
                    + shapeText(shape));
        }
        if (!at::isFloatingType(stored.scalar_type()))
            throw Error(ErrorCode::CorruptData, where, "does not hold floating-point numbers");
        return stored;
    };
}

void DecoderWeights::visit(const DecoderConfig& config,
    const std::function<void(const std::vector<TensorPart>&, at::Tensor&)>& visit)
{
    const auto visitWhole = [&](const std::string& module, at::Tensor& tensor) {
        visit({{module + ".weight", 0, tensor.size(0)}}, tensor);
    };
    const auto visitLinear = [&](Linear& linear) {
        const auto partsOf = [&](const char* suffix) {
            std::vector<TensorPart> parts;
            for (const LinearPart& part : linear.parts())
                parts.push_back({part.module + suffix, part.firstOutput, part.outputs});
            return parts;
        };
        at::Tensor weight = linear.weight();
        at::Tensor bias = linear.bias();
        visit(partsOf(".weight"), weight);
        if (bias.defined())
            visit(partsOf(".bias"), bias);
        linear.replace(weight, bias);
    };

    const TensorNames& names = config.family->names;
    visitWhole(std::string(names.embedding), embedding);
    for (size_t i = 0; i < layers.size(); ++i) {
        const std::string prefix = layerPrefix(names, i);
        visitWhole(prefix + std::string(names.attentionNorm), layers[i].attentionNorm);
        visitLinear(layers[i].queryKeyValue);
        visitLinear(layers[i].attentionOutput);
        visitWhole(prefix + std::string(names.mlpNorm), layers[i].mlpNorm);
        visitLinear(layers[i].gateUp);
        visitLinear(layers[i].down);
    }
    visitWhole(std::string(names.finalNorm), finalNorm);
    if (config.tiedEmbeddings)
        head.replace(embedding, {});
    else
        visitLinear(head);
}

} // namespace interweave
