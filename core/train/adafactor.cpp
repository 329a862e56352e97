// SPDX-License-Identifier: Apache-2.0
#include "core/train/adafactor.h"

#include <ATen/ATen.h>
#include <cmath>

namespace interweave {

namespace {

constexpr double kSquareFloor = 1e-30; // ε1
constexpr double kScaleFloor = 1e-3; // ε2

at::Tensor rootMeanSquare(const at::Tensor& x)
{
    return x.norm(2) / std::sqrt(static_cast<double>(x.numel()));
}

} // namespace

void Adafactor::prepare(const FlatParameters& parameters)
{
    const NamedTensors values = parameters.views(parameters.values(), "");
    const NamedTensors gradients = parameters.views(parameters.gradients(), "");
    std::vector<Tensor> tensors;
    for (size_t i = 0; i < values.size(); ++i) {
        const at::Tensor& w = values[i].second;
        Tensor tensor{values[i].first, w, gradients[i].second, {}, {}};
        std::vector<int64_t> shape = w.sizes().vec();
        if (w.dim() >= 2) {
            std::vector<int64_t> columns = shape;
            columns.erase(columns.end() - 2);
            tensor.columns = at::zeros(columns, w.options());
            shape.pop_back();
        }
        tensor.rows = at::zeros(shape, w.options());
        tensors.push_back(std::move(tensor));
    }
    m_tensors.push_back(std::move(tensors));
}

void Adafactor::update(size_t group, const FlatParameters&, const Update& update)
{
    for (const Tensor& tensor : m_tensors[group])
        updateTensor(tensor, update);
}

void Adafactor::updateTensor(const Tensor& tensor, const Update& update) const
{
    const at::Tensor g
        = update.gradientScale == 1.0 ? tensor.gradient : tensor.gradient * update.gradientScale;
    const double beta2 = 1.0 - std::pow(update.number, -m_settings.decayExponent);
    const at::Tensor squares = g.square() + kSquareFloor;
    at::Tensor u;
    if (tensor.columns.defined()) {
        tensor.rows.mul_(beta2).add_(squares.mean(-1), 1.0 - beta2);
        tensor.columns.mul_(beta2).add_(squares.mean(-2), 1.0 - beta2);
        const at::Tensor ofRows
            = (tensor.rows / tensor.rows.mean(-1, /*keepdim=*/true)).rsqrt_().unsqueeze(-1);
        u = (ofRows * tensor.columns.unsqueeze(-2).rsqrt()).mul_(g);
    } else {
        tensor.rows.mul_(beta2).add_(squares, 1.0 - beta2);
        u = tensor.rows.rsqrt().mul_(g);
    }
    u.div_((rootMeanSquare(u) / m_settings.clipThreshold).clamp_min_(1.0));
    const double decay = update.decays ? m_settings.weightDecay : 0.0;
    if (m_settings.scaleParameter) {
        const at::Tensor rate
            = rootMeanSquare(tensor.values).clamp_min_(kScaleFloor) * update.learningRate;
        tensor.values.sub_(tensor.values * (rate * decay)).sub_(u * rate);
    } else {
        tensor.values.sub_(tensor.values, update.learningRate * decay)
            .sub_(u.mul_(update.learningRate));
    }
}

NamedTensors Adafactor::stateOf(size_t group, const FlatParameters&) const
{
    NamedTensors result;
    for (const Tensor& tensor : m_tensors[group]) {
        if (tensor.columns.defined()) {
            result.emplace_back("exp_avg_sq_row." + tensor.name, tensor.rows);
            result.emplace_back("exp_avg_sq_col." + tensor.name, tensor.columns);
        } else {
            result.emplace_back("exp_avg_sq." + tensor.name, tensor.rows);
        }
    }
    return result;
}

} // namespace interweave
