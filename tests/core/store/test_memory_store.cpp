// SPDX-License-Identifier: Apache-2.0
#include "test_memory_store.h"

#include "core/store/memory_store.h"
#include "core/support/atomic_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <chrono>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

constexpr int64_t kMebibyte = 1 << 20;

struct Place {
    QTemporaryDir folder;
    fs::path workspace = folder.path().toStdString();

    fs::path file(const std::string& set) const
    {
        return workspace / "cache" / "memories" / (set + ".db");
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const MemorySet& set : MemoryStore::sets(workspace))
            names.push_back(set.name);
        return names;
    }
    /// Rows of half a mebibyte in a store that ends at once.
    void fill(const std::string& set, int rows, int64_t limit) const
    {
        MemoryStore store(workspace, limit);
        for (int i = 0; i < rows; ++i)
            store.add(set, "row " + std::to_string(i), std::string(kMebibyte / 2, 'm'));
    }
    void usedHoursAgo(const std::string& set, int hours) const
    {
        fs::last_write_time(
            file(set), fs::file_time_type::clock::now() - std::chrono::hours(hours));
    }
};

} // namespace

void TestMemoryStore::findsWhatAnotherRunAdded()
{
    const Place place;
    const std::string bytes("a\0b", 3);
    {
        MemoryStore store(place.workspace, kMebibyte);
        QVERIFY(!store.find("base", "one"));
        store.add("base", "one", bytes);
        QVERIFY(store.find("base", "one") == bytes); // before it is written, too
    }
    MemoryStore store(place.workspace, kMebibyte);
    MemoryStore beside(place.workspace, kMebibyte);
    QVERIFY(store.find("base", "one") == bytes);
    QVERIFY(beside.find("base", "one") == bytes);
    QVERIFY(!store.find("other", "one"));
    QVERIFY(!store.find("base", "two"));
    QCOMPARE(MemoryStore::sets(place.workspace).front().rows, 0); // "other", which was asked last
}

void TestMemoryStore::makesRoomByUse()
{
    const Place place;
    place.fill("oldest", 4, 100 * kMebibyte);
    place.fill("middle", 4, 100 * kMebibyte);
    place.usedHoursAgo("oldest", 3);
    place.usedHoursAgo("middle", 2);
    place.fill("newest", 4, 5 * kMebibyte);
    QCOMPARE(place.names(), (std::vector<std::string>{"newest", "middle"}));
    MemoryStore(place.workspace, kMebibyte).find("middle", "row 0"); // counts as use
    QCOMPARE(place.names().front(), std::string("middle"));
}

void TestMemoryStore::takesNoMoreThanItsLimit()
{
    const Place place;
    place.fill("base", 100, 20 * kMebibyte);
    const MemorySet set = MemoryStore::sets(place.workspace).front();
    QVERIFY2(set.rows > 8 && set.rows < 40, qPrintable(QString::number(set.rows)));
    QVERIFY(set.bytes <= 20 * kMebibyte);
}

void TestMemoryStore::beginsADamagedFileAnew()
{
    const Place place;
    place.fill("base", 1, kMebibyte);
    writeFileAtomically(place.file("base"), "this is no database");
    MemoryStore store(place.workspace, kMebibyte);
    QVERIFY(!store.find("base", "row 0"));
    store.add("base", "row 0", "new");
    QVERIFY(store.find("base", "row 0") == "new");
}

void TestMemoryStore::removesSets()
{
    const Place place;
    place.fill("base", 1, 10 * kMebibyte);
    place.fill("tuned", 1, 10 * kMebibyte);
    {
        MemoryStore store(place.workspace, 10 * kMebibyte);
        QVERIFY(store.find("base", "row 0"));
        store.remove("base");
        QVERIFY(!store.find("base", "row 0"));
        QVERIFY(store.find("tuned", "row 0"));
    }
    QVERIFY(MemoryStore::clear(place.workspace) > kMebibyte / 2);
    QVERIFY(MemoryStore::sets(place.workspace).empty());
}
