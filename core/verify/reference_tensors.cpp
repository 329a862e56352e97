// SPDX-License-Identifier: Apache-2.0
#include "core/verify/reference_tensors.h"

#include "core/support/error.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>

#include <sstream>

namespace interweave {

ReferenceTensors::ReferenceTensors(const std::filesystem::path& file)
    : m_file(file)
    , m_tensors(readSafetensors(file))
{
}

std::string ReferenceTensors::where(const std::string& name) const
{
    return m_file.string() + ": tensor '" + name + "'";
}

at::Tensor ReferenceTensors::takeIntegers(const std::string& name, int64_t dimensions)
{
    const auto entry = m_tensors.extract(name);
    if (entry.empty())
        throw Error(ErrorCode::CorruptData, where(name), "is missing");
    const at::Tensor& tensor = entry.mapped();
    if (tensor.scalar_type() != at::kLong || tensor.dim() != dimensions || tensor.numel() == 0) {
        std::ostringstream found;
        found << "is " << tensor.scalar_type() << " of shape " << tensor.sizes()
              << ", expected non-empty int64 with " << dimensions << " dimensions";
        throw Error(ErrorCode::CorruptData, where(name), found.str());
    }
    return tensor.contiguous();
}

at::Tensor ReferenceTensors::takeTokens(const std::string& name, int64_t vocabulary)
{
    const at::Tensor ids = takeIntegers(name, 2);
    const auto* id = ids.const_data_ptr<int64_t>();
    for (int64_t i = 0; i < ids.numel(); ++i)
        if (id[i] < 0 || id[i] >= vocabulary)
            throw Error(ErrorCode::CorruptData, where(name),
                "holds token " + std::to_string(id[i]) + ", the model's vocabulary is 0 to "
                    + std::to_string(vocabulary - 1));
    return ids;
}

std::vector<std::vector<int64_t>> rowsOf(const at::Tensor& matrix)
{
    std::vector<std::vector<int64_t>> rows;
    const auto* begin = matrix.const_data_ptr<int64_t>();
    const int64_t length = matrix.size(1);
    for (int64_t row = 0; row < matrix.size(0); ++row, begin += length)
        rows.emplace_back(begin, begin + length);
    return rows;
}

} // namespace interweave
