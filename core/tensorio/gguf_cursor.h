// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

namespace interweave {

static_assert(std::endian::native == std::endian::little, "the format's numbers are little-endian");

/// Reads the header of a GGUF file front to back and never past its end. `where` names the file in
/// errors; what is read is named by the caller ("the number of tensors"). Throws
/// Error{CorruptData}.
class GgufCursor {
public:
    GgufCursor(std::span<const std::byte> bytes, std::string where)
        : m_bytes(bytes)
        , m_where(std::move(where))
    {
    }

    const std::string& where() const { return m_where; }
    uint64_t position() const { return m_position; }
    uint64_t bytesLeft() const { return m_bytes.size() - m_position; }

    template <typename T>
    T number(const std::string& what)
    {
        static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
        T value;
        std::memcpy(&value, take(sizeof value, what), sizeof value);
        return value;
    }

    bool boolean(const std::string& what)
    {
        const auto value = number<uint8_t>(what);
        if (value > 1)
            fail(what + " is a boolean of value " + std::to_string(value));
        return value == 1;
    }

    std::string text(const std::string& what)
    {
        const uint64_t length = count(1, what);
        return {reinterpret_cast<const char*>(take(length, what)), length};
    }

    /// A number of things to follow that need at least `leastBytes` each.
    uint64_t count(uint64_t leastBytes, const std::string& what)
    {
        constexpr uint64_t kMaxCount = 1ULL << 30;
        const auto value = number<uint64_t>(what);
        if (value > kMaxCount || value > bytesLeft() / leastBytes)
            fail(what + " has the count " + std::to_string(value) + " but "
                + std::to_string(bytesLeft()) + " bytes follow");
        return value;
    }

    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorCode::CorruptData, m_where, message);
    }

private:
    const std::byte* take(uint64_t bytes, const std::string& what)
    {
        if (bytes > bytesLeft())
            fail("ends within " + what + ", at byte " + std::to_string(m_bytes.size()));
        const std::byte* start = m_bytes.data() + m_position;
        m_position += bytes;
        return start;
    }

    std::span<const std::byte> m_bytes;
    std::string m_where;
    uint64_t m_position = 0;
};

} // namespace interweave
