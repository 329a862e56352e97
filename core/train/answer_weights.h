// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace interweave {

/// How much each answer token of a micro-batch counts. Even: 1/n of n tokens, the plain mean.
enum class TokenWeighting { Even, Flow, Talr, Stm };

/// "none", "flow", "talr", "stm". Throws Error{InvalidArgument}.
TokenWeighting tokenWeighting(const std::string& name);

/// The mean of the two middle values where there is no middle one. values: not empty.
double median(std::vector<double> values);

/// The weights below belong to the rows' answer tokens, one row after another: [n] fp32 on the CPU.
/// losses: of each row's tokens, nats, [tokens] fp32 on the CPU.

/// What the base finds easy counts most: exp(−l̄_r/τ)/n, l̄_r the base's mean loss on the row. τ:
/// the median of that over the data set. Source: FLOW, Sanyal et al., arXiv 2502.02797.
at::Tensor flowWeights(const std::vector<at::Tensor>& baseLosses, double scale);

/// What the model itself finds easy now counts most, token by token: max(exp(−l_t/τ), 0.01)/n, τ
/// the median over the rows of their mean loss. Constants to the gradient. Source: TALR, Lin et
/// al., arXiv 2509.20758.
at::Tensor talrWeights(const std::vector<at::Tensor>& losses);

/// What the base finds hard is left out: 1/n' for the n' tokens of perplexity exp(l_t) ≤
/// `threshold`, 0 for the others. Source: STM, Wu et al., arXiv 2501.14315.
at::Tensor stmWeights(const std::vector<at::Tensor>& baseLosses, double threshold);

} // namespace interweave
