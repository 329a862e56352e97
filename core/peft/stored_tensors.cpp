// SPDX-License-Identifier: Apache-2.0
#include "core/peft/stored_tensors.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

at::Tensor StoredTensors::take(const std::string& key, at::IntArrayRef shape)
{
    const at::Tensor tensor = takeAny(key, shape);
    if (!tensor.is_floating_point())
        throw Error(ErrorCode::CorruptData, m_where,
            c10::str("tensor '", key, "' has dtype ", tensor.scalar_type(),
                ", floating-point numbers were expected"));
    return tensor;
}

at::Tensor StoredTensors::takeAny(const std::string& key, at::IntArrayRef shape)
{
    const auto node = m_tensors.extract(key);
    if (node.empty())
        throw Error(ErrorCode::CorruptData, m_where, "tensor '" + key + "' is missing");
    if (node.mapped().sizes() != shape)
        throw Error(ErrorCode::CorruptData, m_where,
            c10::str("tensor '", key, "' has shape ", node.mapped().sizes(), ", expected ", shape));
    return node.mapped();
}

void StoredTensors::requireNoneLeft() const
{
    if (!m_tensors.empty())
        throw Error(ErrorCode::CorruptData, m_where,
            "tensor '" + m_tensors.begin()->first + "' belongs to no adapted module of this model");
}

void copyStored(StoredTensors stored, const NamedTensors& into)
{
    const at::NoGradGuard noGraph;
    for (const auto& [name, tensor] : into) {
        const at::Tensor values = stored.takeAny(name, tensor.sizes());
        if (values.scalar_type() != tensor.scalar_type())
            throw Error(ErrorCode::CorruptData, stored.where(),
                c10::str("tensor '", name, "' has dtype ", values.scalar_type(), ", expected ",
                    tensor.scalar_type()));
        at::Tensor(tensor).copy_(values);
    }
    stored.requireNoneLeft();
}

} // namespace interweave
