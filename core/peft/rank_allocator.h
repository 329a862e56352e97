// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_config.h"
#include "core/tensorio/tensor_info.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// One map's change B·diag(E)·A as AdaLoRA trains it.
struct SvdTriplets {
    at::Tensor a; // [rank, in] fp32
    at::Tensor e; // [rank, 1]
    at::Tensor b; // [out, rank]
};

/// AdaLoRA's budget: which triplets of all modules are worth their rank. A triplet's importance is
/// that of its E plus the means of its row of A's and its column of B's; an entry's importance is
/// Ī·Ū with I = |w·∂w|, Ī = β1·Ī + (1 − β1)·I and Ū = β2·Ū + (1 − β2)·|I − Ī|. The budget falls
/// from all triplets to targetRank a module along a cubic; those below its threshold have E set to
/// 0. Source: Zhang et al., arXiv 2303.10512, Eq. 8–11; order of operations as PEFT 0.21's
/// RankAllocator.
class RankAllocator {
public:
    /// steps: of the whole training. Throws Error{InvalidArgument} where they leave no time for the
    /// budget to shrink.
    RankAllocator(
        const AdaLoraConfig& config, int64_t steps, const std::vector<SvdTriplets>& modules);

    /// Step number `step` (from 1) was taken with the gradients that the tensors still have, times
    /// gradientScale. May set entries of E to 0.
    void update(int64_t step, double gradientScale);

    /// How many triplets may stay after `step`.
    int64_t budget(int64_t step) const;
    /// Which of each module's triplets stay, bool [rank]: all before the first allocation.
    const std::vector<at::Tensor>& kept() const { return m_kept; }

    /// Everything that the next update depends on.
    NamedTensors state() const;

private:
    struct Importance {
        at::Tensor sensitivity; // Ī
        at::Tensor uncertainty; // Ū
    };
    struct Module {
        SvdTriplets tensors;
        Importance a, e, b;
    };
    bool isAllocationDue(int64_t step) const;
    int64_t keptTriplets() const;
    void learnImportance(double gradientScale);
    void allocate(int64_t budget);
    void mask();

    AdaLoraConfig m_config;
    int64_t m_steps;
    int64_t m_triplets = 0;
    std::vector<Module> m_modules;
    std::vector<at::Tensor> m_kept;
};

} // namespace interweave
