// SPDX-License-Identifier: Apache-2.0
#include "core/verify/differences.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <sstream>

namespace interweave {

namespace {

Difference expectationOf(const std::string& name, double slack)
{
    if (name.starts_with("greedy"))
        return {name, 0.0, 0.0, "tokens", {}};
    if (name == "loss")
        return {name, 0.0, 1e-4 * slack, "relative", {}};
    if (name == "losses")
        return {name, 0.0, 1e-3 * slack, "relative", {}};
    return {name, 0.0, (name.starts_with("after.") ? 1e-3 : 1e-4) * slack, "absolute", {}};
}

std::string describe(const at::Tensor& tensor)
{
    std::ostringstream text;
    text << tensor.scalar_type() << ' ' << tensor.sizes();
    return text.str();
}

/// Tokens of one row that differ, those that only one side has among them.
int64_t differingTokens(const at::Tensor& computed, const at::Tensor& expected)
{
    const int64_t shared = std::min(computed.size(-1), expected.size(-1));
    const int64_t longer = std::max(computed.size(-1), expected.size(-1));
    return longer - shared
        + computed.narrow(-1, 0, shared).ne(expected.narrow(-1, 0, shared)).sum().item<int64_t>();
}

void subtract(Difference& result, const at::Tensor& computed, const at::Tensor& expected)
{
    // Answers may end early; everything else has one shape.
    const bool answers = result.measure == "tokens" && computed.dim() == 1 && expected.dim() == 1;
    if (computed.scalar_type() != expected.scalar_type()
        || (!answers && computed.sizes() != expected.sizes())) {
        result.problem = "is " + describe(computed) + ", expected " + describe(expected);
        return;
    }
    if (result.measure == "tokens") {
        result.difference = static_cast<double>(differingTokens(computed, expected));
        return;
    }
    if (computed.numel() == 0)
        return;
    at::Tensor distance = (computed.to(at::kDouble) - expected.to(at::kDouble)).abs();
    if (result.measure == "relative")
        distance = distance / expected.to(at::kDouble).abs();
    result.difference = distance.max().item<double>(); // NaN wins
}

} // namespace

std::vector<Difference> compareTensors(
    const NamedTensors& computed, const NamedTensors& expected, double slack)
{
    std::map<std::string, at::Tensor> open(expected.begin(), expected.end());
    std::vector<Difference> differences;
    for (const auto& [name, tensor] : computed) {
        differences.push_back(expectationOf(name, slack));
        if (const auto reference = open.extract(name))
            subtract(differences.back(), tensor, reference.mapped());
        else
            differences.back().problem = "is missing in the reference";
    }
    for (const auto& [name, tensor] : open) {
        differences.push_back(expectationOf(name, slack));
        differences.back().problem = "is in the reference, but nothing of that name is computed";
    }
    return differences;
}

} // namespace interweave
