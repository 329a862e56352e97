// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_weights.h"

#include "core/model/families.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>

#include <sstream>

namespace interweave {

namespace {

std::string shapeText(at::IntArrayRef shape)
{
    std::ostringstream text;
    text << shape;
    return text.str();
}

} // namespace

TensorSource checkpointTensors(const Checkpoint& checkpoint)
{
    return [&checkpoint](const std::string& name, at::IntArrayRef shape) {
        const std::string tail = name.substr(name.find('.') + 1);
        const bool headless = !checkpoint.contains(name) && checkpoint.contains(tail);
        const at::Tensor stored = checkpoint.load(headless ? tail : name);
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

std::vector<Linear*> DecoderWeights::Layer::linears()
{
    std::vector<Linear*> all{&queryKeyValue, &attentionOutput};
    if (experts.empty())
        all.insert(all.end(), {&mlp.up, &mlp.down});
    else
        all.push_back(&router);
    for (Mlp& expert : experts)
        all.insert(all.end(), {&expert.up, &expert.down});
    return all;
}

std::vector<const Norm*> DecoderWeights::Layer::norms() const
{
    return {&attentionNorm, &queryNorm, &keyNorm, &attentionPostNorm, &mlpNorm, &mlpPostNorm};
}

void DecoderWeights::visit(const DecoderConfig& config,
    const std::function<void(const std::vector<TensorPart>&, at::Tensor&)>& visit)
{
    const auto visitEmbedding = [&](std::string_view module, at::Tensor& tensor) {
        if (tensor.defined())
            visit({{std::string(module) + ".weight", 0, tensor.size(0)}}, tensor);
    };
    const auto visitNorm = [&](Norm& norm) {
        for (auto [suffix, tensor] :
            {std::pair(".weight", &norm.weight), std::pair(".bias", &norm.bias)}) {
            if (!tensor->defined())
                continue;
            const int64_t rows = tensor->size(0) / static_cast<int64_t>(norm.modules.size());
            std::vector<TensorPart> parts;
            for (const std::string& module : norm.modules)
                parts.push_back({module + suffix, rows * static_cast<int64_t>(parts.size()), rows});
            visit(parts, *tensor);
        }
    };
    const auto visitLinear = [&](Linear& linear) {
        const auto partsOf = [&](const char* suffix, bool matrix) {
            std::vector<TensorPart> parts;
            for (const LinearPart& part : linear.parts())
                parts.push_back({part.module + suffix, part.firstOutput, part.outputs,
                    matrix && part.transposed});
            return parts;
        };
        at::Tensor weight = linear.weight();
        at::Tensor bias = linear.bias();
        visit(partsOf(".weight", true), weight);
        if (bias.defined())
            visit(partsOf(".bias", false), bias);
        linear.replace(weight, bias);
    };

    visitEmbedding(config.family->names.embedding, embedding);
    visitEmbedding(config.family->names.positions, positions);
    for (Layer& layer : layers) {
        visitNorm(layer.attentionNorm);
        visitLinear(layer.queryKeyValue);
        visitNorm(layer.queryNorm);
        visitNorm(layer.keyNorm);
        visitLinear(layer.attentionOutput);
        visitNorm(layer.attentionPostNorm);
        visitNorm(layer.mlpNorm);
        const std::vector<Linear*> linears = layer.linears();
        for (size_t i = 2; i < linears.size(); ++i) // those after attention
            visitLinear(*linears[i]);
        visitNorm(layer.mlpPostNorm);
    }
    visitNorm(finalNorm);
    if (config.tiedEmbeddings)
        head.replace(embedding, {});
    else
        visitLinear(head);
}

} // namespace interweave
