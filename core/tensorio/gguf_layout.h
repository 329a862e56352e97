// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"
#include "core/tensorio/quantised_blocks.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// Where a tensor's blocks lie in the file, and their format.
struct GgufBlocks {
    const GgmlType* type;
    std::span<const std::byte> bytes;
};

/// Everything before a GGUF file's tensor data, checked. blocks[i] belongs to tensors[i].
struct GgufLayout {
    std::vector<std::pair<std::string, GgufValue>> metadata;
    std::map<std::string, size_t, std::less<>> metadataIndex;
    std::vector<TensorInfo> tensors;
    std::vector<GgufBlocks> blocks;
    std::map<std::string, size_t, std::less<>> tensorIndex;
};

/// Throws Error{CorruptData, where} or Error{Unsupported, where} naming the key or tensor.
GgufLayout parseGgufLayout(std::span<const std::byte> file, const std::string& where);

} // namespace interweave
