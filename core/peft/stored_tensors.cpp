// SPDX-License-Identifier: Apache-2.0
#include "core/peft/stored_tensors.h"

#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

at::Tensor StoredTensors::take(const std::string& key, at::IntArrayRef shape)
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
    for (const auto& [name, tensor] : into)
        at::Tensor(tensor).copy_(stored.take(name, tensor.sizes()));
    stored.requireNoneLeft();
}

} // namespace interweave
