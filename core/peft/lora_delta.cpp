// SPDX-License-Identifier: Apache-2.0
#include "core/peft/lora_delta.h"

#include "core/model/cpu_dispatch.h"
#include "core/peft/seeded_dropout.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace interweave {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// Where one part's block lies in the stacked matrices.
struct Block {
    int64_t firstRank;
    int64_t rank;
    int64_t firstColumn;
    int64_t columns;
    double scale;
};

std::vector<Block> blocksOf(const std::vector<LoraPart>& parts, int64_t firstOutput)
{
    std::vector<Block> blocks;
    int64_t firstRank = 0;
    for (const LoraPart& part : parts) {
        blocks.push_back({firstRank, part.a.size(0), part.firstOutput - firstOutput, part.b.size(0),
            part.scale});
        firstRank += part.a.size(0);
    }
    return blocks;
}

/// The columns of y that `up` reaches.
at::Tensor reachedColumns(const at::Tensor& y, int64_t firstOutput, const at::Tensor& up)
{
    return y.size(1) == up.size(1) ? y : y.narrow(1, firstOutput, up.size(1));
}

class LoraDelta : public torch::autograd::Function<LoraDelta> {
public:
    // `leaves` repeats the A's, then the B's, of `parts`: what autograd has to see.
    static at::Tensor forward(AutogradContext* context, at::Tensor y, at::Tensor x,
        at::TensorList /*leaves*/, const std::vector<LoraPart>& parts, double p, int64_t seed)
    {
        const StackedLora stacked = StackedLora::of(parts, x.scalar_type());
        const at::Tensor dropped = seededDropout(x, p, static_cast<uint64_t>(seed));
        const at::Tensor low = at::mm(dropped, stacked.down.t()); // [tokens, R]
        reachedColumns(y, stacked.firstOutput, stacked.up).addmm_(low, stacked.up);

        context->save_for_backward({dropped, low, stacked.down, stacked.up});
        std::vector<int64_t> layout;
        std::vector<double> scales;
        for (const Block& block : blocksOf(parts, stacked.firstOutput)) {
            layout.insert(
                layout.end(), {block.firstRank, block.rank, block.firstColumn, block.columns});
            scales.push_back(block.scale);
        }
        context->saved_data["layout"] = layout;
        context->saved_data["scales"] = scales;
        context->saved_data["firstOutput"] = stacked.firstOutput;
        context->saved_data["p"] = p;
        context->saved_data["seed"] = seed;
        context->mark_dirty({y});
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& dropped = saved[0];
        const at::Tensor& low = saved[1];
        const at::Tensor& down = saved[2];
        const at::Tensor& up = saved[3];
        const std::vector<Block> blocks = restoreBlocks(context);
        const size_t parts = blocks.size();
        constexpr size_t kFirstLeaf = 2;

        variable_list result(
            kFirstLeaf + 2 * parts + 3); // y, x, A's, B's, and three arguments that are no tensors
        result[0] = gradients[0];
        const at::Tensor gradY
            = reachedColumns(gradients[0], context->saved_data["firstOutput"].toInt(), up);
        const auto anyNeeded = [&](size_t first) {
            for (size_t i = 0; i < parts; ++i)
                if (context->needs_input_grad(first + i))
                    return true;
            return false;
        };

        const bool needX = context->needs_input_grad(1);
        const bool needA = anyNeeded(kFirstLeaf);
        if (needX || needA) {
            const at::Tensor gradLow = at::mm(gradY, up.t());
            if (needX)
                result[1]
                    = seededDropout(at::mm(gradLow, down), context->saved_data["p"].toDouble(),
                        static_cast<uint64_t>(context->saved_data["seed"].toInt()));
            if (needA) {
                const at::Tensor gradDown = at::mm(gradLow.t(), dropped).to(at::kFloat); // [R, in]
                for (size_t i = 0; i < parts; ++i)
                    result[kFirstLeaf + i]
                        = gradDown.narrow(0, blocks[i].firstRank, blocks[i].rank);
            }
        }
        if (anyNeeded(kFirstLeaf + parts)) {
            const at::Tensor gradUp = at::mm(gradY.t(), low); // [outputs, R]
            for (size_t i = 0; i < parts; ++i) {
                const Block& block = blocks[i];
                const at::Tensor part = gradUp.narrow(0, block.firstColumn, block.columns)
                                            .narrow(1, block.firstRank, block.rank);
                result[kFirstLeaf + parts + i]
                    = part.to(at::kFloat, false, true, at::MemoryFormat::Contiguous)
                          .mul_(block.scale);
            }
        }
        return result;
    }

private:
    static std::vector<Block> restoreBlocks(AutogradContext* context)
    {
        const std::vector<int64_t> layout = context->saved_data["layout"].toIntVector();
        const std::vector<double> scales = context->saved_data["scales"].toDoubleVector();
        std::vector<Block> blocks;
        for (size_t i = 0; i < scales.size(); ++i)
            blocks.push_back({layout[4 * i], layout[4 * i + 1], layout[4 * i + 2],
                layout[4 * i + 3], scales[i]});
        return blocks;
    }
};

} // namespace

StackedLora StackedLora::of(const std::vector<LoraPart>& parts, at::ScalarType dtype)
{
    const at::NoGradGuard noGraph;
    StackedLora stacked;
    stacked.firstOutput = parts.front().firstOutput;
    int64_t endOutput = 0;
    std::vector<at::Tensor> downs;
    for (const LoraPart& part : parts) {
        stacked.firstOutput = std::min(stacked.firstOutput, part.firstOutput);
        endOutput = std::max(endOutput, part.firstOutput + part.b.size(0));
        downs.push_back(part.a);
    }
    stacked.down = at::cat(downs).to(dtype);
    stacked.up = at::zeros(
        {stacked.down.size(0), endOutput - stacked.firstOutput}, stacked.down.options());
    const std::vector<Block> blocks = blocksOf(parts, stacked.firstOutput);
    for (size_t i = 0; i < parts.size(); ++i)
        stacked.up.narrow(0, blocks[i].firstRank, blocks[i].rank)
            .narrow(1, blocks[i].firstColumn, blocks[i].columns)
            .copy_(parts[i].b.t() * blocks[i].scale);
    return stacked;
}

namespace {

/// Decoding's case: a few tokens, so that calling two matrix products would cost more than they do.
bool isFewTokens(const at::Tensor& y, const at::Tensor& x, const StackedLora& stacked)
{
    constexpr int64_t kFewTokens = 4;
    return x.size(0) <= kFewTokens && hasKernels(x) && hasKernels(y) && hasKernels(stacked.down)
        && x.scalar_type() == y.scalar_type();
}

void addToFewTokens(const at::Tensor& y, const at::Tensor& x, const StackedLora& stacked)
{
    const int64_t outputs = stacked.up.size(1);
    const at::Tensor scratch = at::empty({outputs}, at::kFloat);
    withElement(x, [&]<typename T>(T) {
        const typename Kernels<T>::LowRank change{elements<T>(x), elements<T>(stacked.down),
            elements<T>(stacked.up), elements<T>(y) + stacked.firstOutput, x.size(1),
            stacked.down.size(0), outputs, y.size(1)};
        kernels<T>().addLowRank(change, elements<float>(scratch), 0, x.size(0));
    });
}

} // namespace

void addLoraDelta(at::Tensor& y, const at::Tensor& x, const StackedLora& stacked, double factor)
{
    if (factor == 1.0 && isFewTokens(y, x, stacked))
        return addToFewTokens(y, x, stacked);
    reachedColumns(y, stacked.firstOutput, stacked.up)
        .addmm_(at::mm(x, stacked.down.t()), stacked.up, 1.0, factor);
}

at::Tensor loraDelta(const at::Tensor& y, const at::Tensor& x, const std::vector<LoraPart>& parts,
    double p, uint64_t seed)
{
    variable_list leaves;
    for (const LoraPart& part : parts)
        leaves.push_back(part.a);
    for (const LoraPart& part : parts)
        leaves.push_back(part.b);
    return LoraDelta::apply(y, x, at::TensorList(leaves), parts, p, static_cast<int64_t>(seed));
}

} // namespace interweave
