// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// Trained tensors moved into one flat buffer, with one flat buffer of gradients that backward
/// passes add to: an optimizer step is one loop however many tensors there are. The tensors stay
/// the handles they were; for the life of this object their values and gradients are views of the
/// buffers.
class FlatParameters {
public:
    /// parameters: fp32 leaves on one device, not empty. Throws Error{InvalidArgument} naming a
    /// tensor that is not.
    explicit FlatParameters(NamedTensors parameters);
    ~FlatParameters();
    FlatParameters(const FlatParameters&) = delete;
    FlatParameters& operator=(const FlatParameters&) = delete;

    const at::Tensor& values() const
    {
        return m_values;
    } // [size] fp32, padding between tensors is zero
    const at::Tensor& gradients() const { return m_gradients; } // [size] fp32
    int64_t count() const { return m_count; } // of the tensors' elements, without padding

    /// To be called after writing into values(): caches made from the parameters notice.
    void markChanged();
    /// A buffer laid out like values(), as named views with the parameters' names behind `prefix`.
    NamedTensors views(const at::Tensor& buffer, const std::string& prefix) const;

private:
    at::Tensor view(const at::Tensor& buffer, size_t index) const;

    NamedTensors m_parameters;
    std::vector<int64_t> m_offsets;
    at::Tensor m_values;
    at::Tensor m_gradients;
    int64_t m_count = 0;
};

} // namespace interweave
