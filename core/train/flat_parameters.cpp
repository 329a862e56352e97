// SPDX-License-Identifier: Apache-2.0
#include "core/train/flat_parameters.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace interweave {

namespace {

constexpr int64_t kAlignment = 16; // elements: every tensor starts on a cache line

void requireTrainable(const std::string& name, const at::Tensor& tensor, at::Device device)
{
    if (tensor.scalar_type() != at::kFloat || !tensor.is_leaf() || !tensor.requires_grad()
        || tensor.device() != device)
        throw Error(ErrorCode::InvalidArgument, name,
            "is not an fp32 leaf on the other parameters' device");
}

} // namespace

FlatParameters::FlatParameters(NamedTensors parameters)
    : m_parameters(std::move(parameters))
{
    if (m_parameters.empty())
        throw Error(ErrorCode::InvalidArgument, "", "there is nothing to train");
    const at::Device device = m_parameters.front().second.device();
    int64_t size = 0;
    for (const auto& [name, tensor] : m_parameters) {
        requireTrainable(name, tensor, device);
        m_offsets.push_back(size);
        m_count += tensor.numel();
        size += (tensor.numel() + kAlignment - 1) / kAlignment * kAlignment;
    }

    const c10::NoGradGuard noGrad;
    m_values = at::zeros({size}, at::TensorOptions().device(device).dtype(at::kFloat));
    m_gradients = at::zeros_like(m_values);
    for (size_t i = 0; i < m_parameters.size(); ++i) {
        at::Tensor& parameter = m_parameters[i].second;
        at::Tensor home = view(m_values, i);
        home.copy_(parameter);
        parameter.set_data(home);
        parameter.mutable_grad() = view(m_gradients, i);
    }
}

FlatParameters::~FlatParameters()
{
    for (auto& [name, parameter] : m_parameters)
        parameter.mutable_grad().reset();
}

void FlatParameters::markChanged()
{
    for (auto& [name, parameter] : m_parameters)
        parameter.unsafeGetTensorImpl()->bump_version();
}

NamedTensors FlatParameters::views(const at::Tensor& buffer, const std::string& prefix) const
{
    NamedTensors result;
    for (size_t i = 0; i < m_parameters.size(); ++i)
        result.emplace_back(prefix + m_parameters[i].first, view(buffer, i));
    return result;
}

at::Tensor FlatParameters::view(const at::Tensor& buffer, size_t index) const
{
    const at::Tensor& parameter = m_parameters[index].second;
    return buffer.narrow(0, m_offsets[index], parameter.numel()).view(parameter.sizes());
}

} // namespace interweave
