// SPDX-License-Identifier: Apache-2.0
#include "core/train/event_file.h"

#include "core/support/atomic_file.h"
#include "core/support/temporary_folder.h"
#include "suites.h"

#include <QtTest>

#include <cstring>

using namespace interweave;

namespace {

/// Bit by bit, as RFC 3720 defines it; then TFRecord's mask.
uint32_t slowMaskedCrc(std::string_view data)
{
    uint32_t crc = 0xffffffffU;
    for (const char c : data) {
        crc ^= static_cast<uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0x82f63b78U & (0U - (crc & 1U)));
    }
    crc ^= 0xffffffffU;
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8U;
}

template <class T>
T take(std::string_view& data)
{
    T value;
    std::memcpy(&value, data.data(), sizeof value);
    data.remove_prefix(sizeof value);
    return value;
}

/// The records of an event file, their checksums held against the slow ones.
std::vector<std::string> recordsOf(const std::string& file)
{
    std::vector<std::string> records;
    for (std::string_view data = file; !data.empty();) {
        const std::string_view length = data.substr(0, 8);
        const auto size = take<uint64_t>(data);
        if (take<uint32_t>(data) != slowMaskedCrc(length))
            return {};
        records.emplace_back(data.substr(0, size));
        data.remove_prefix(size);
        if (take<uint32_t>(data) != slowMaskedCrc(records.back()))
            return {};
    }
    return records;
}

} // namespace

/// The bytes after each event's time are those that tensorboard 2.20's own classes give.
void EventFileTest::writesWhatTensorBoardReads()
{
    const TemporaryFolder folder("test-events");
    {
        EventFile events(folder.path() / "tb", 3);
        events.append(std::vector<MetricPoint>{{"loss", 4, 0.5}, {"gate_mean", 4, 0.25}});
        events.append({});
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "tb"))
        files.push_back(entry.path());
    QCOMPARE(files.size(), size_t{1});
    QVERIFY(files[0].filename().string().starts_with("events.out.tfevents."));

    const std::vector<std::string> records = recordsOf(readFile(files[0]));
    QCOMPARE(records.size(), size_t{3});
    const auto afterTime = [&](size_t record) { return records[record].substr(9); };
    QCOMPARE(afterTime(0),
        std::string("\x10\x00\x1a\x0d"
                    "brain.Event:2",
            17));
    QCOMPARE(afterTime(1), std::string("\x10\x04\x3a\x02\x08\x01"));
    QCOMPARE(afterTime(2),
        std::string("\x10\x04\x2a\x1f\x0a\x0b\x0a\x04loss\x15\x00\x00\x00\x3f"
                    "\x0a\x10\x0a\x09gate_mean\x15\x00\x00\x80\x3e",
            35));
}
