// SPDX-License-Identifier: Apache-2.0
#include "core/train/answer_weights.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {
constexpr double kLeastTalrWeight = 0.01;
constexpr double kLeastScale = 1e-6; // of losses: rows known by heart have none

double meanOf(const at::Tensor& losses)
{
    return losses.to(at::kDouble).mean().item<double>();
}

} // namespace

TokenWeighting tokenWeighting(const std::string& name)
{
    if (name == "none")
        return TokenWeighting::Even;
    if (name == "flow")
        return TokenWeighting::Flow;
    if (name == "talr")
        return TokenWeighting::Talr;
    if (name == "stm")
        return TokenWeighting::Stm;
    throw Error(ErrorCode::InvalidArgument, "train.weighting",
        "is '" + name + "', one of these was expected: none, flow, talr, stm");
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

at::Tensor flowWeights(const std::vector<at::Tensor>& baseLosses, double scale)
{
    std::vector<at::Tensor> weights;
    for (const at::Tensor& row : baseLosses)
        weights.push_back(
            at::full_like(row, std::exp(-meanOf(row) / std::max(scale, kLeastScale))));
    const at::Tensor all = at::cat(weights);
    return all / static_cast<double>(all.numel());
}

at::Tensor talrWeights(const std::vector<at::Tensor>& losses)
{
    std::vector<double> means;
    for (const at::Tensor& row : losses)
        means.push_back(meanOf(row));
    const at::Tensor all = at::cat(losses);
    return (all / -std::max(median(std::move(means)), kLeastScale))
               .exp()
               .clamp_min(kLeastTalrWeight)
        / static_cast<double>(all.numel());
}

at::Tensor stmWeights(const std::vector<at::Tensor>& baseLosses, double threshold)
{
    const at::Tensor all = at::cat(baseLosses);
    const at::Tensor kept = (all <= std::log(threshold)).to(at::kFloat);
    return kept / kept.sum().clamp_min(1.0);
}

} // namespace interweave
