// SPDX-License-Identifier: Apache-2.0
#include "test_database.h"

#include "core/store/database.h"
#include "core/store/network_file_system.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const std::string_view kFirst = "CREATE TABLE notes(text TEXT); INSERT INTO notes VALUES('kept')";
const std::string_view kSecond = "ALTER TABLE notes ADD COLUMN author TEXT DEFAULT 'nobody'";

struct Place {
    QTemporaryDir folder;
    fs::path file = fs::path(folder.path().toStdString()) / "interweave.db";
};

template <class Work>
ErrorCode codeOf(Work&& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

} // namespace

void TestDatabase::backsUpBeforeAMigration()
{
    const Place place;
    openDatabase(place.file, {kFirst});
    QVERIFY(!fs::exists(place.file.string() + ".v0.bak")); // there was nothing to lose
    SQLite::Database database = openDatabase(place.file, {kFirst, kSecond});
    QCOMPARE(database.execAndGet("SELECT author FROM notes").getString(), std::string("nobody"));
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 2);
    SQLite::Database copy(place.file.string() + ".v1.bak", SQLite::OPEN_READONLY);
    QCOMPARE(copy.execAndGet("SELECT text FROM notes").getString(), std::string("kept"));
    QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
}

void TestDatabase::manyMakeANewFileAtOnce()
{
    for (int round = 0; round < 25; ++round) {
        const Place place;
        std::atomic<int> failures = 0;
        std::vector<std::thread> openers;
        for (int i = 0; i < 6; ++i)
            openers.emplace_back([&] {
                try {
                    openDatabase(place.file, {kFirst, kSecond});
                } catch (const Error& error) {
                    ++failures;
                    qWarning("%s", error.what());
                }
            });
        for (std::thread& opener : openers)
            opener.join();
        QCOMPARE(failures.load(), 0);
    }
}

void TestDatabase::doesAStepWholeOrNotAtAll()
{
    const Place place;
    openDatabase(place.file, {kFirst});
    QCOMPARE(codeOf([&] {
        openDatabase(place.file, {kFirst, "DELETE FROM notes; NONSENSE"});
    }),
        ErrorCode::Io);
    SQLite::Database database = openDatabase(place.file, {kFirst});
    QCOMPARE(database.execAndGet("SELECT text FROM notes").getString(), std::string("kept"));
}

void TestDatabase::refusesANewerDatabase()
{
    const Place place;
    openDatabase(place.file, {kFirst, kSecond});
    QCOMPARE(codeOf([&] { openDatabase(place.file, {kFirst}); }), ErrorCode::Unsupported);
}

void TestDatabase::refusesWhatIsNoDatabase()
{
    const Place place;
    const std::string text(5000, 'x');
    writeFileAtomically(place.file, text);
    QCOMPARE(codeOf([&] { openDatabase(place.file, {kFirst}); }), ErrorCode::CorruptData);
    QCOMPARE(readFile(place.file), text);
}

void TestDatabase::refusesATruncatedDatabase()
{
    const Place place;
    openDatabase(place.file, {kFirst}).exec("INSERT INTO notes VALUES(zeroblob(100000))");
    const auto half = fs::file_size(place.file) / 2;
    fs::resize_file(place.file, half);
    QCOMPARE(codeOf([&] { openDatabase(place.file, {kFirst, kSecond}); }), ErrorCode::CorruptData);
    QCOMPARE(fs::file_size(place.file), half);
}

void TestDatabase::knowsNetworkFileSystems()
{
    QCOMPARE(networkFileSystem(0x6969), std::string("NFS"));
    QCOMPARE(networkFileSystem(0xff534d42UL), std::string("SMB"));
    QVERIFY(networkFileSystem(0xef53).empty()); // ext4
    requireLocal(Place().file); // where tests run
}
