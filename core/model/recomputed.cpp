// SPDX-License-Identifier: Apache-2.0
#include "core/model/recomputed.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <utility>

namespace interweave {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

thread_local bool recomputing = false;

struct RecomputingGuard {
    RecomputingGuard() { recomputing = true; }
    ~RecomputingGuard() { recomputing = false; }
    RecomputingGuard(const RecomputingGuard&) = delete;
    RecomputingGuard& operator=(const RecomputingGuard&) = delete;
};

using Block = std::function<std::vector<at::Tensor>(const std::vector<at::Tensor>&)>;

variable_list runAgain(const Block& block, const variable_list& inputs)
{
    const RecomputingGuard guard;
    return block(inputs);
}

/// A block as a value that autograd's context can hold.
struct KeptBlock : torch::CustomClassHolder {
    explicit KeptBlock(Block block)
        : function(std::move(block))
    {
    }
    Block function;
};

/// Leaves of a graph of its own that ask for the same gradients.
variable_list detached(at::TensorList inputs)
{
    variable_list leaves;
    for (const at::Tensor& input : inputs)
        leaves.push_back(input.detach().set_requires_grad(input.requires_grad()));
    return leaves;
}

class Recomputed : public torch::autograd::Function<Recomputed> {
public:
    // `always` asks for gradients, so that leaves the block uses get theirs where no input does.
    static variable_list forward(AutogradContext* context, at::TensorList inputs,
        const at::Tensor& /*always*/, const Block& block)
    {
        context->save_for_backward(inputs.vec());
        context->saved_data["block"]
            = c10::IValue::make_capsule(c10::make_intrusive<KeptBlock>(block));
        // With a graph, which is dropped at once: without one some maps take another way to the
        // same result, with other roundings.
        const c10::AutoGradMode withGraph(true);
        variable_list outputs;
        for (const at::Tensor& output : block(detached(inputs)))
            outputs.push_back(output.detach());
        return outputs;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto kept = context->saved_data["block"].toCapsule();
        const Block& block = static_cast<const KeptBlock&>(*kept).function;
        const c10::AutoGradMode withGraph(true);
        const variable_list inputs = detached(context->get_saved_variables());
        variable_list outputs;
        variable_list roots;
        const variable_list all = runAgain(block, inputs);
        for (size_t i = 0; i < all.size(); ++i)
            if (all[i].requires_grad() && gradients[i].defined()) {
                outputs.push_back(all[i]);
                roots.push_back(gradients[i]);
            }
        torch::autograd::backward(outputs, roots);
        variable_list result;
        for (const at::Tensor& input : inputs)
            result.push_back(input.grad());
        result.resize(inputs.size() + 2); // nothing for `always` and the block
        return result;
    }
};

} // namespace

bool isRecomputing()
{
    return recomputing;
}

std::vector<at::Tensor> recomputed(Block block, const std::vector<at::Tensor>& inputs)
{
    const at::Tensor always = at::empty({0}).set_requires_grad(true);
    return Recomputed::apply(at::TensorList(inputs), always, block);
}

} // namespace interweave
