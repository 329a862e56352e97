// SPDX-License-Identifier: Apache-2.0
#include "core/peft/parameters.h"

#include "core/support/random.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace interweave {

at::Tensor kaimingUniform(int64_t rows, int64_t inputs, uint64_t seed)
{
    at::Tensor matrix = at::empty({rows, inputs}, at::kFloat);
    auto* values = matrix.mutable_data_ptr<float>();
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    Random random(seed);
    for (int64_t i = 0; i < matrix.numel(); ++i)
        values[i] = static_cast<float>((2.0 * random.uniform() - 1.0) * bound);
    return matrix;
}

at::Tensor normalMatrix(int64_t rows, int64_t columns, double deviation, uint64_t seed)
{
    at::Tensor matrix = at::empty({rows, columns}, at::kFloat);
    auto* values = matrix.mutable_data_ptr<float>();
    Random random(seed);
    for (int64_t i = 0; i < matrix.numel(); ++i)
        values[i] = static_cast<float>(random.normal(deviation));
    return matrix;
}

at::Tensor asParameter(const at::Tensor& values, at::Device device)
{
    const c10::InferenceMode ordinary(false);
    return values.to(at::TensorOptions().dtype(at::kFloat).device(device), false, /*copy=*/true)
        .contiguous()
        .set_requires_grad(true);
}

std::vector<uint32_t> versionsOf(const NamedTensors& tensors)
{
    std::vector<uint32_t> versions;
    for (const auto& [name, tensor] : tensors)
        versions.push_back(static_cast<uint32_t>(tensor._version()));
    return versions;
}

void hashTensors(Hasher& hasher, const NamedTensors& tensors)
{
    for (const auto& [name, tensor] : tensors) {
        hasher.add(name);
        const at::Tensor values = tensor.detach().to(at::kCPU).contiguous();
        hasher.add(values.const_data_ptr(), values.nbytes());
    }
}

} // namespace interweave
