// SPDX-License-Identifier: Apache-2.0
#include "core/peft/full_parameters.h"

#include "core/model/decoder.h"
#include "core/peft/parameters.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

/// "a" for a tensor of its own, "a+b+c" for a fused one.
std::string joinedName(const std::vector<TensorPart>& parts)
{
    std::string name;
    for (const TensorPart& part : parts)
        name += (name.empty() ? "" : "+") + part.name;
    return name;
}

} // namespace

FullParameters::FullParameters(std::shared_ptr<Decoder> decoder, at::ScalarType dtype)
    : m_decoder(std::move(decoder))
    , m_dtype(dtype)
{
    const at::Device device = m_decoder->device();
    m_decoder->visitWeights([&](const std::vector<TensorPart>& parts, at::Tensor& weight) {
        m_masters.push_back({parts, asParameter(weight, device)});
        weight = m_masters.back().values; // frees the former one
    });
    refresh();
}

NamedTensors FullParameters::matrices() const
{
    return ofDimensions(true);
}

NamedTensors FullParameters::vectors() const
{
    return ofDimensions(false);
}

NamedTensors FullParameters::ofDimensions(bool matrices) const
{
    NamedTensors result;
    for (const Master& master : m_masters)
        if ((master.values.dim() > 1) == matrices)
            result.emplace_back(joinedName(master.parts), master.values);
    return result;
}

void FullParameters::refresh()
{
    if (m_dtype == at::kFloat)
        return; // the decoder holds the masters themselves
    const c10::AutoGradMode withGraph(true); // copies lead gradients back to the masters
    auto master = m_masters.begin();
    m_decoder->visitWeights([&](const std::vector<TensorPart>&, at::Tensor& weight) {
        weight = (master++)->values.to(m_dtype);
    });
}

NamedTensors FullParameters::tensors() const
{
    NamedTensors result;
    for (const Master& master : m_masters)
        for (const TensorPart& part : master.parts) {
            const at::Tensor rows = master.values.detach().narrow(0, part.firstRow, part.rows);
            result.emplace_back(part.name, part.transposed ? rows.t() : rows);
        }
    return result;
}

void FullParameters::restore(
    const std::map<std::string, at::Tensor>& stored, const std::string& where)
{
    const NamedTensors own = tensors();
    if (own.size() != stored.size())
        throw Error(ErrorCode::CorruptData, where,
            "holds " + std::to_string(stored.size()) + " tensors, " + std::to_string(own.size())
                + " were expected");
    for (const auto& [name, tensor] : own) {
        const auto found = stored.find(name);
        if (found == stored.end())
            throw Error(ErrorCode::CorruptData, where, "tensor '" + name + "' is missing");
        if (found->second.sizes() != tensor.sizes() || found->second.scalar_type() != at::kFloat)
            throw Error(ErrorCode::CorruptData, where,
                "tensor '" + name + "' has another shape or dtype than the model's");
        tensor.copy_(found->second);
    }
    refresh();
}

} // namespace interweave
