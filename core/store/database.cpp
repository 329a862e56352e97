// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include "core/store/network_file_system.h"
#include "core/support/error.h"

#include <SQLiteCpp/Backup.h>
#include <chrono>
#include <sqlite3.h>
#include <thread>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr int kWaitMs = 5000;
constexpr int kRetryMs = 10;

/// Where several processes make a new database at once, SQLite does not wait for the one that
/// changes the mode, whatever the timeout.
void useWriteAheadLog(SQLite::Database& database)
{
    for (int waitedMs = 0;; waitedMs += kRetryMs) {
        try {
            database.exec("PRAGMA journal_mode=WAL");
            return;
        } catch (const SQLite::Exception& failure) {
            if (failure.getErrorCode() != SQLITE_BUSY || waitedMs >= kWaitMs)
                throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(kRetryMs));
        }
    }
}

int versionOf(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

/// Copies the database as it is, with what still lies in its log.
void backUp(SQLite::Database& database, const fs::path& file, int version)
{
    const fs::path copy = file.string() + ".v" + std::to_string(version) + ".bak";
    SQLite::Database target(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(target, database).executeStep();
}

void migrate(
    SQLite::Database& database, const fs::path& file, const std::vector<std::string_view>& steps)
{
    const int newest = static_cast<int>(steps.size());
    const auto refuseNewer = [&](int version) {
        if (version > newest)
            throw Error(ErrorCode::Unsupported, file.string(),
                "has schema version " + std::to_string(version) + ", this program knows up to "
                    + std::to_string(newest) + ": it was written by a newer one");
        return version;
    };
    if (const int version = refuseNewer(versionOf(database)); version == newest)
        return;
    else if (version > 0)
        backUp(database, file, version);
    SQLite::Transaction all(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Another process may have migrated while this one waited.
    for (int version = refuseNewer(versionOf(database)); version < newest; ++version)
        database.exec(std::string(steps[static_cast<size_t>(version)]));
    database.exec("PRAGMA user_version=" + std::to_string(newest));
    all.commit();
}

} // namespace

SQLite::Database openDatabase(const fs::path& file, const std::vector<std::string_view>& steps)
{
    requireLocal(file);
    try {
        SQLite::Database database(
            file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kWaitMs);
        useWriteAheadLog(database);
        database.exec("PRAGMA synchronous=NORMAL");
        database.exec("PRAGMA foreign_keys=ON");
        database.exec("PRAGMA trusted_schema=OFF"); // an imported file is somebody else's
        migrate(database, file, steps);
        return database;
    } catch (const SQLite::Exception& failure) {
        rethrowFromSqlite(failure, file);
    }
}

void rethrowFromSqlite(const SQLite::Exception& failure, const fs::path& file)
{
    const int code = failure.getErrorCode();
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    throw Error(damaged ? ErrorCode::CorruptData : ErrorCode::Io, file.string(),
        damaged ? std::string("is damaged or no database: ") + failure.what()
                : std::string("the database: ") + failure.what());
}

} // namespace interweave
