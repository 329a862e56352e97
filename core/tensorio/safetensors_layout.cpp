// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/safetensors_layout.h"

#include "core/support/checked.h"
#include "core/support/strict_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

namespace interweave {

namespace {

using Json = nlohmann::json;

constexpr size_t kMaxDimensions = 64; // torch's operators take no more

constexpr SafetensorsType kTypes[] = {
    {"BOOL", 8, c10::kBool},
    {"F4", 4, {}},
    {"F6_E2M3", 6, {}},
    {"F6_E3M2", 6, {}},
    {"U8", 8, c10::kByte},
    {"I8", 8, c10::kChar},
    {"F8_E5M2", 8, {}},
    {"F8_E4M3", 8, {}},
    {"F8_E8M0", 8, {}},
    {"F8_E4M3FNUZ", 8, {}},
    {"F8_E5M2FNUZ", 8, {}},
    {"I16", 16, c10::kShort},
    {"U16", 16, {}},
    {"F16", 16, c10::kHalf},
    {"BF16", 16, c10::kBFloat16},
    {"I32", 32, c10::kInt},
    {"U32", 32, {}},
    {"F32", 32, c10::kFloat},
    {"C64", 64, {}},
    {"F64", 64, c10::kDouble},
    {"I64", 64, c10::kLong},
    {"U64", 64, {}},
};

/// Reads one tensor's entry of the header.
class EntryReader {
public:
    EntryReader(const std::string& name, const Json& entry, const std::string& where)
        : m_name(name)
        , m_entry(entry)
        , m_where(where)
    {
        if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype")
            || !entry.contains("shape") || !entry.contains("data_offsets"))
            fail("must have dtype, shape and data_offsets and nothing else");
    }

    TensorInfo info() const
    {
        const Json& dtype = m_entry["dtype"];
        if (!dtype.is_string() || !findSafetensorsType(dtype.get_ref<const std::string&>()))
            fail("has the unknown dtype " + dtype.dump());
        return {m_name, dtype.get<std::string>(), shape()};
    }

    ByteRange range(const TensorInfo& info, uint64_t dataBytes) const
    {
        const Json& offsets = m_entry["data_offsets"];
        if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned()
            || !offsets[1].is_number_unsigned())
            fail("needs two non-negative integers as data_offsets");
        const ByteRange range = {offsets[0].get<uint64_t>(), offsets[1].get<uint64_t>()};
        if (range.begin > range.end)
            fail("begins at byte " + std::to_string(range.begin) + " but ends at byte "
                + std::to_string(range.end));
        if (range.end > dataBytes)
            fail("ends at byte " + std::to_string(range.end) + " of the data but the file has "
                + std::to_string(dataBytes));
        if (range.end - range.begin != byteSize(info))
            fail("covers " + std::to_string(range.end - range.begin)
                + " bytes but its shape and dtype need " + std::to_string(byteSize(info)));
        return range;
    }

private:
    std::vector<int64_t> shape() const
    {
        const Json& dimensions = m_entry["shape"];
        if (!dimensions.is_array() || dimensions.size() > kMaxDimensions)
            fail("needs an array of at most " + std::to_string(kMaxDimensions)
                + " dimensions as shape");
        std::vector<int64_t> result;
        for (const Json& dimension : dimensions) {
            if (!dimension.is_number_unsigned())
                fail("has the dimension " + dimension.dump()
                    + ", a non-negative integer was expected");
            result.push_back(checkedCast<int64_t>(
                dimension.get<uint64_t>(), m_where, "a dimension of tensor '" + m_name + "'"));
        }
        return result;
    }

    uint64_t byteSize(const TensorInfo& info) const
    {
        const std::string what = "the size of tensor '" + m_name + "'";
        // Of the dimensions that are not 0: torch's strides need it to fit even for an empty
        // tensor.
        uint64_t extent = 1;
        bool isEmpty = false;
        for (const int64_t dimension : info.shape) {
            isEmpty |= dimension == 0;
            extent = checkedMultiply(
                extent, std::max<uint64_t>(1, static_cast<uint64_t>(dimension)), m_where, what);
        }
        checkedCast<int64_t>(extent, m_where, what);
        const uint64_t bits = checkedMultiply<uint64_t>(
            extent, findSafetensorsType(info.dtype)->bits, m_where, what);
        if (bits % 8 != 0)
            fail("does not fill whole bytes");
        return isEmpty ? 0 : bits / 8;
    }

    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorCode::CorruptData, m_where, "tensor '" + m_name + "' " + message);
    }

    const std::string& m_name;
    const Json& m_entry;
    const std::string& m_where;
};

std::map<std::string, std::string> parseMetadata(const Json& entry, const std::string& where)
{
    if (!entry.is_object())
        throw Error(ErrorCode::CorruptData, where, "__metadata__ is not an object");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : entry.items()) {
        if (!value.is_string())
            throw Error(
                ErrorCode::CorruptData, where, "__metadata__ '" + key + "' is not a string");
        metadata.emplace(key, value.get<std::string>());
    }
    return metadata;
}

/// Ranges must follow one another from 0 to the end of the data without hole or overlap.
void checkContiguous(const SafetensorsHeader& header, uint64_t dataBytes, const std::string& where)
{
    std::vector<size_t> order(header.ranges.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        const ByteRange& left = header.ranges[a];
        const ByteRange& right = header.ranges[b];
        return std::pair(left.begin, left.end) < std::pair(right.begin, right.end);
    });
    uint64_t position = 0;
    for (const size_t index : order) {
        const ByteRange& range = header.ranges[index];
        if (range.begin != position)
            throw Error(ErrorCode::CorruptData, where,
                "tensor '" + header.tensors[index].name + "' begins at byte "
                    + std::to_string(range.begin)
                    + " of the data but the one before it ends at byte "
                    + std::to_string(position));
        position = range.end;
    }
    if (position != dataBytes)
        throw Error(ErrorCode::CorruptData, where,
            "the tensors end at byte " + std::to_string(position) + " of the data but the file has "
                + std::to_string(dataBytes));
}

} // namespace

const SafetensorsType* findSafetensorsType(std::string_view name)
{
    const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
        [&](const SafetensorsType& type) { return type.name == name; });
    return found == std::end(kTypes) ? nullptr : found;
}

const SafetensorsType& safetensorsType(c10::ScalarType dtype)
{
    const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
        [&](const SafetensorsType& type) { return type.torchType == dtype; });
    if (found == std::end(kTypes))
        throw Error(ErrorCode::InvalidArgument, "safetensors",
            std::string("the dtype ") + c10::toString(dtype) + " cannot be written");
    return *found;
}

SafetensorsHeader parseSafetensorsHeader(
    std::string_view json, uint64_t dataBytes, const std::string& where)
{
    if (!json.starts_with('{'))
        throw Error(ErrorCode::CorruptData, where, "the header does not start with '{'");
    const Json document = parseStrictJsonObject(json, where);
    if (document.size() > kMaxSafetensorsTensors)
        throw Error(ErrorCode::CorruptData, where,
            "lists " + std::to_string(document.size()) + " tensors, at most "
                + std::to_string(kMaxSafetensorsTensors) + " are read");
    SafetensorsHeader header;
    for (const auto& [name, entry] : document.items()) {
        if (name == "__metadata__") {
            header.metadata = parseMetadata(entry, where);
            continue;
        }
        const EntryReader reader(name, entry, where);
        header.tensors.push_back(reader.info());
        header.ranges.push_back(reader.range(header.tensors.back(), dataBytes));
    }
    checkContiguous(header, dataBytes, where);
    return header;
}

} // namespace interweave
