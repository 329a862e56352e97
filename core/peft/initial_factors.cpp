// SPDX-License-Identifier: Apache-2.0
#include "core/peft/initial_factors.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

namespace interweave {

bool hasInitialFactors(const std::string& kind)
{
    return kind == "pissa" || kind == "olora";
}

InitialFactors initialFactors(
    const std::string& kind, const at::Tensor& weight, int64_t rank, double scale)
{
    const c10::InferenceMode ordinary(false);
    const at::NoGradGuard noGraph;
    const at::Tensor w = weight.to(at::kFloat);
    if (kind == "olora") {
        const auto [q, r] = at::linalg_qr(w);
        return {r.narrow(0, 0, rank).contiguous(), q.narrow(1, 0, rank).contiguous()};
    }
    const auto [u, s, v] = at::linalg_svd(w, /*full_matrices=*/false);
    const at::Tensor roots = at::sqrt(s.narrow(0, 0, rank) / scale);
    return {roots.unsqueeze(1) * v.narrow(0, 0, rank), u.narrow(1, 0, rank) * roots};
}

} // namespace interweave
