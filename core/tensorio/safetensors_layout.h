// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <c10/core/ScalarType.h>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// An element type of the format. Those without a torch type can be listed, not loaded.
struct SafetensorsType {
    std::string_view name;
    unsigned bits;
    std::optional<c10::ScalarType> torchType;
};

/// Every type of the format in its own order, in which writers sort, largest elements last. nullptr
/// when unknown.
const SafetensorsType* findSafetensorsType(std::string_view name);
/// Throws Error{InvalidArgument} naming the dtype when the format lacks it.
const SafetensorsType& safetensorsType(c10::ScalarType dtype);

/// Bytes of the data section that hold one tensor: [begin, end).
struct ByteRange {
    uint64_t begin = 0;
    uint64_t end = 0;
};

/// A checked header. `tensors` in the order of their names; ranges[i] belongs to tensors[i].
struct SafetensorsHeader {
    std::vector<TensorInfo> tensors;
    std::vector<ByteRange> ranges;
    std::map<std::string, std::string> metadata;
};

constexpr uint64_t kMaxSafetensorsHeaderBytes = 100'000'000;
constexpr size_t kMaxSafetensorsTensors = 1'000'000;

/// Parses the JSON header of a file whose data section has `dataBytes` bytes, and checks every
/// claim it makes. Throws Error{CorruptData, where} naming the tensor.
SafetensorsHeader parseSafetensorsHeader(
    std::string_view json, uint64_t dataBytes, const std::string& where);

} // namespace interweave
