// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave::testing {

/// The bytes of a value as a GGUF file holds it.
template <typename T>
std::string raw(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

inline std::string rawText(const std::string& text)
{
    return raw<uint64_t>(text.size()) + text;
}

enum GgufType : uint32_t {
    kUint32 = 4,
    kInt32 = 5,
    kFloat32 = 6,
    kBool = 7,
    kText = 8,
    kArray = 9,
    kUint64 = 10
};

inline std::string ggufEntry(const std::string& key, GgufType type, const std::string& value)
{
    return rawText(key) + raw<uint32_t>(type) + value;
}

struct RawTensor {
    std::string name;
    std::vector<uint64_t> dimensions; // fastest first
    uint32_t type = 0;
    uint64_t offset = 0;

    std::string bytes() const
    {
        std::string result = rawText(name) + raw(static_cast<uint32_t>(dimensions.size()));
        for (const uint64_t dimension : dimensions)
            result += raw(dimension);
        return result + raw(type) + raw(offset);
    }
};

/// A GGUF file put together by hand, so that each of its parts can be wrong.
struct RawGguf {
    std::string magic = "GGUF";
    uint32_t version = 3;
    std::optional<uint64_t> tensorCount; // else the true one
    std::optional<uint64_t> keyCount;
    std::vector<std::string> metadata;
    std::vector<RawTensor> tensors;
    std::string data;

    std::string bytes() const
    {
        constexpr size_t kAlignment = 32;
        std::string result = magic + raw(version)
            + raw<uint64_t>(tensorCount.value_or(tensors.size()))
            + raw<uint64_t>(keyCount.value_or(metadata.size()));
        for (const std::string& entry : metadata)
            result += entry;
        for (const RawTensor& tensor : tensors)
            result += tensor.bytes();
        result.resize((result.size() + kAlignment - 1) / kAlignment * kAlignment);
        return result + data;
    }
};

} // namespace interweave::testing
