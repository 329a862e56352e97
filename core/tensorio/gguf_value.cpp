// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_value.h"

namespace interweave {

namespace {

enum class ValueType : uint32_t {
    Uint8,
    Int8,
    Uint16,
    Int16,
    Uint32,
    Int32,
    Float32,
    Bool,
    String,
    Array,
    Uint64,
    Int64,
    Float64,
};

/// Calls `use` with a function that reads one value of `type` in its widened form. Returns false
/// for an array or a number that names no type.
template <typename Use>
bool withReaderOf(ValueType type, const Use& use)
{
    const auto widened = [&use]<typename File, typename Memory>(File, Memory) {
        use([](GgufCursor& cursor,
                const std::string& what) { return static_cast<Memory>(cursor.number<File>(what)); },
            sizeof(File));
    };
    switch (type) {
    case ValueType::Uint8: widened(uint8_t{}, uint64_t{}); return true;
    case ValueType::Int8: widened(int8_t{}, int64_t{}); return true;
    case ValueType::Uint16: widened(uint16_t{}, uint64_t{}); return true;
    case ValueType::Int16: widened(int16_t{}, int64_t{}); return true;
    case ValueType::Uint32: widened(uint32_t{}, uint64_t{}); return true;
    case ValueType::Int32: widened(int32_t{}, int64_t{}); return true;
    case ValueType::Float32: widened(float{}, double{}); return true;
    case ValueType::Uint64: widened(uint64_t{}, uint64_t{}); return true;
    case ValueType::Int64: widened(int64_t{}, int64_t{}); return true;
    case ValueType::Float64: widened(double{}, double{}); return true;
    case ValueType::Bool:
        use([](GgufCursor& cursor, const std::string& what) { return cursor.boolean(what); },
            sizeof(uint8_t));
        return true;
    case ValueType::String:
        use([](GgufCursor& cursor, const std::string& what) { return cursor.text(what); },
            sizeof(uint64_t));
        return true;
    case ValueType::Array: return false;
    }
    return false;
}

GgufValue readArray(GgufCursor& cursor, const std::string& what)
{
    const auto type = static_cast<ValueType>(cursor.number<uint32_t>(what));
    GgufValue result;
    const bool isKnown = withReaderOf(type, [&](auto read, uint64_t leastBytes) {
        std::vector<decltype(read(cursor, what))> values(cursor.count(leastBytes, what));
        for (auto&& value : values)
            value = read(cursor, what);
        result = std::move(values);
    });
    if (type == ValueType::Array)
        throw Error(ErrorCode::Unsupported, cursor.where(), what + " is an array of arrays");
    if (!isKnown)
        cursor.fail(what + " is an array of the unknown type "
            + std::to_string(static_cast<uint32_t>(type)));
    return result;
}

} // namespace

GgufValue readGgufValue(GgufCursor& cursor, const std::string& what)
{
    const auto type = static_cast<ValueType>(cursor.number<uint32_t>(what));
    if (type == ValueType::Array)
        return readArray(cursor, what);
    GgufValue result;
    const bool isKnown
        = withReaderOf(type, [&](auto read, uint64_t) { result = read(cursor, what); });
    if (!isKnown)
        cursor.fail(what + " has the unknown type " + std::to_string(static_cast<uint32_t>(type)));
    return result;
}

} // namespace interweave
