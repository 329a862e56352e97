// SPDX-License-Identifier: Apache-2.0
#include "core/peft/merged_weights.h"

#include "core/model/decoder.h"
#include "core/model/decoder_weights.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <map>
#include <optional>
#include <set>

namespace interweave {

namespace {

/// What a linear map is with its adapter: y = x·weightᵀ + bias, fp32.
struct MergedLinear {
    at::Tensor weight; // [outputs, inputs]
    at::Tensor bias; // [outputs]
};

MergedLinear merge(const Linear& linear, const PeftAdapter& adapter)
{
    const at::Tensor weight = linear.weight().to(at::kFloat);
    const Linear wide(linear.index(), weight,
        linear.bias().defined() ? linear.bias().to(at::kFloat) : at::Tensor(), linear.parts());
    const auto adapted = [&](const at::Tensor& x) {
        const at::Tensor input = adapter.input(wide, x);
        return adapter.apply(wide, input, wide.forward(input), {});
    };
    const at::Tensor bias = adapted(at::zeros({1, linear.inputs()}, weight.options()));
    const at::Tensor units = at::eye(linear.inputs(), weight.options());
    return {(adapted(units) - bias).t().contiguous(), bias.squeeze(0)};
}

/// The module a tensor's name belongs to, and which of its tensors it is.
std::pair<std::string, std::string> splitName(const std::string& name)
{
    const size_t dot = name.rfind('.');
    return {name.substr(0, dot), name.substr(dot + 1)};
}

class Merger {
public:
    Merger(const Decoder& decoder, const PeftAdapter& adapter)
        : m_adapter(adapter)
    {
        for (const Linear* linear : decoder.linears())
            for (const LinearPart& part : linear->parts())
                if (adapter.adapts(*linear))
                    m_linears[part.module] = {linear, &part};
        for (const Norm* norm : decoder.norms())
            for (const std::string& module : norm->modules)
                m_norms[module] = norm;
    }

    /// The rows of one checkpoint tensor, merged; nothing where no adapter changes them.
    std::optional<at::Tensor> rows(const TensorPart& part)
    {
        const auto [module, tensor] = splitName(part.name);
        if (const auto place = m_linears.find(module); place != m_linears.end()) {
            const MergedLinear& merged = of(*place->second.linear);
            const at::Tensor& all = tensor == "bias" ? merged.bias : merged.weight;
            if (tensor == "bias")
                m_biased.insert(module);
            return all.narrow(0, place->second.part->firstOutput, place->second.part->outputs);
        }
        if (const auto norm = m_norms.find(module); norm != m_norms.end())
            if (const std::optional<Norm> own = m_adapter.norm(*norm->second))
                return tensor == "bias" ? own->bias : own->weight;
        return std::nullopt;
    }

    /// Throws where a bias has no place in the checkpoint.
    void requireBiases() const
    {
        for (const auto& [module, place] : m_linears) {
            const at::Tensor bias
                = m_merged.at(place.linear->index())
                      .bias.narrow(0, place.part->firstOutput, place.part->outputs);
            if (!m_biased.contains(module) && bias.abs().max().item<double>() > 0.0)
                throw Error(ErrorCode::Unsupported, module,
                    "the adapter gives this map a bias, and the model's family has none there: it "
                    "cannot be merged");
        }
    }

private:
    struct Place {
        const Linear* linear = nullptr;
        const LinearPart* part = nullptr;
    };

    const MergedLinear& of(const Linear& linear)
    {
        const auto known = m_merged.find(linear.index());
        return known != m_merged.end()
            ? known->second
            : m_merged.emplace(linear.index(), merge(linear, m_adapter)).first->second;
    }

    const PeftAdapter& m_adapter;
    std::map<std::string, Place> m_linears;
    std::map<std::string, const Norm*> m_norms;
    std::map<int64_t, MergedLinear> m_merged; // by the linears' indices
    std::set<std::string> m_biased;
};

} // namespace

NamedTensors mergedWeights(Decoder& decoder, const PeftAdapter& adapter)
{
    if (!adapter.isMergeable())
        throw Error(ErrorCode::Unsupported, "merge",
            "this PEFT method is no change of weights: it cannot be merged into a checkpoint");
    const at::NoGradGuard noGraph;
    decoder.unpack();
    Merger merger(decoder, adapter);
    NamedTensors result;
    decoder.visitWeights([&](const std::vector<TensorPart>& parts, at::Tensor& weight) {
        for (const TensorPart& part : parts) {
            const at::Tensor rows = merger.rows(part)
                                        .value_or(weight.narrow(0, part.firstRow, part.rows))
                                        .to(weight.scalar_type());
            result.emplace_back(part.name, part.transposed ? rows.t() : rows);
        }
    });
    merger.requireBiases();
    return result;
}

} // namespace interweave
