// SPDX-License-Identifier: Apache-2.0
#include "core/train/event_file.h"

#include "core/support/error.h"

#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace interweave {

namespace {

static_assert(std::endian::native == std::endian::little, "frames are little-endian");

constexpr std::array<uint32_t, 256> makeCrcTable()
{
    std::array<uint32_t, 256> table{};
    for (uint32_t byte = 0; byte < 256; ++byte) {
        uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0x82f63b78U : value >> 1; // Castagnoli's polynomial
        table[byte] = value;
    }
    return table;
}

/// A CRC-32C, masked as TFRecord does, since CRCs of data that hold CRCs are weak.
uint32_t maskedCrc(std::string_view data)
{
    static constexpr auto kTable = makeCrcTable();
    uint32_t crc = ~0U;
    for (const char byte : data)
        crc = kTable[(crc ^ static_cast<uint8_t>(byte)) & 0xff] ^ crc >> 8;
    crc = ~crc;
    return (crc >> 15 | crc << 17) + 0xa282ead8U;
}

template <class T>
std::string bytesOf(T value)
{
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

// ---- Protocol buffers: a field is its tag, number << 3 | wire type, and its value --------------

enum WireType : uint64_t { kVarint = 0, kFixed64 = 1, kDelimited = 2, kFixed32 = 5 };

std::string varint(uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    return bytes + static_cast<char>(value);
}

std::string tag(uint64_t number, WireType type)
{
    return varint(number << 3 | type);
}

std::string delimited(uint64_t number, const std::string& content)
{
    return tag(number, kDelimited) + varint(content.size()) + content;
}

/// Event{wall_time = 1, step = 2} and one more field.
std::string event(int64_t step, const std::string& what)
{
    const double now
        = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
              .count();
    return tag(1, kFixed64) + bytesOf(now) + tag(2, kVarint) + varint(static_cast<uint64_t>(step))
        + what;
}

std::filesystem::path fileIn(const std::filesystem::path& folder, int64_t step)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch())
                             .count();
    // TensorBoard reads the files of a folder in the order of their names.
    std::string digits = std::to_string(step);
    digits.insert(0, digits.size() < 10 ? 10 - digits.size() : 0, '0');
    return folder / ("events.out.tfevents." + std::to_string(seconds) + ".interweave." + digits);
}

} // namespace

EventFile::EventFile(const std::filesystem::path& folder, int64_t step)
    : m_path(fileIn(folder, step))
{
    std::error_code none; // opening says it better
    std::filesystem::create_directories(folder, none);
    m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throw Error(
            ErrorCode::Io, m_path.string(), std::string("opening failed: ") + std::strerror(errno));
    write(event(0, delimited(3, "brain.Event:2"))); // file_version
    write(event(step + 1, delimited(7, tag(1, kVarint) + varint(1)))); // session_log: START
}

EventFile::~EventFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void EventFile::append(std::span<const MetricPoint> points)
{
    if (points.empty())
        return;
    std::string summary;
    for (const MetricPoint& point : points)
        summary += delimited(1,
            delimited(1, point.series) + tag(2, kFixed32)
                + bytesOf(static_cast<float>(point.value)));
    write(event(points.front().step, delimited(5, summary)));
}

void EventFile::write(const std::string& event)
{
    const std::string length = bytesOf(static_cast<uint64_t>(event.size()));
    const std::string frame
        = length + bytesOf(maskedCrc(length)) + event + bytesOf(maskedCrc(event));
    const ssize_t written = ::write(m_descriptor, frame.data(), frame.size());
    if (written != static_cast<ssize_t>(frame.size()))
        throw Error(ErrorCode::Io, m_path.string(),
            std::string("writing failed: ")
                + (written < 0 ? std::strerror(errno) : "no space left"));
}

} // namespace interweave
