// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <map>
#include <string>

namespace interweave {

/// The tensors of an adapter's folder, taken out one by one: what is missing, of another shape or
/// left over is an error that names it.
class StoredTensors {
public:
    StoredTensors(std::map<std::string, at::Tensor> tensors, std::string where)
        : m_tensors(std::move(tensors))
        , m_where(std::move(where))
    {
    }

    bool contains(const std::string& key) const { return m_tensors.contains(key); }
    /// Throws Error{CorruptData}. takeAny: of any dtype, take: floating-point.
    at::Tensor takeAny(const std::string& key, at::IntArrayRef shape);
    at::Tensor take(const std::string& key, at::IntArrayRef shape);
    /// Throws Error{CorruptData} naming a tensor that nobody took.
    void requireNoneLeft() const;
    const std::string& where() const { return m_where; }

private:
    std::map<std::string, at::Tensor> m_tensors;
    std::string m_where;
};

/// Copies stored values into tensors of the same names, shapes and dtypes. Throws
/// Error{CorruptData} as above.
void copyStored(StoredTensors stored, const NamedTensors& into);

} // namespace interweave
