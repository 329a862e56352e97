// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/text_query.h"

#include <ATen/ATen.h>

namespace interweave {

at::Tensor causalQueryMeans(const at::Tensor& memory, const std::vector<int64_t>& lengths,
    const std::vector<int64_t>& spans)
{
    std::vector<at::Tensor> means;
    int64_t first = 0;
    for (size_t row = 0; row < lengths.size(); ++row) {
        const at::Tensor query = memory.narrow(0, first, spans[row]).to(at::kFloat);
        const at::Tensor counts = at::arange(1, spans[row] + 1, query.options()).unsqueeze(1);
        means.push_back(query.cumsum(0).div_(counts)); // [span, hidden]
        const at::Tensor whole = means.back().narrow(0, spans[row] - 1, 1);
        means.push_back(whole.expand({lengths[row] - spans[row], whole.size(1)}));
        first += lengths[row];
    }
    return at::cat(means);
}

} // namespace interweave
