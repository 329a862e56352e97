// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/low_rank_map.h"

#include "core/peft/seeded_dropout.h"
#include "core/support/random.h"

#include <ATen/ATen.h>

namespace interweave {

namespace {

at::Tensor dropped(const at::Tensor& values, const Dropout& dropout, uint64_t purpose)
{
    if (dropout.p <= 0.0)
        return values;
    return values
        * seededDropout(at::ones_like(values), dropout.p, deriveSeed(dropout.seed, {purpose}));
}

} // namespace

at::Tensor LowRankMap::channels(const at::Tensor& x) const
{
    return at::mm(x, down.t());
}

at::Tensor LowRankMap::forward(const at::Tensor& x, const Dropout& dropout) const
{
    const at::Tensor low = dropped(channels(x), dropout, purpose);
    const at::Tensor y = dropped(at::mm(low, up.t()), dropout, purpose + 1);
    return bias.defined() ? y + bias : y;
}

} // namespace interweave
