// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/database.h"
#include "core/store/run_store.h"

#include <filesystem>

namespace interweave {

/// The open database and how it is written. For this folder's files.
struct RunStore::Impl {
    explicit Impl(const std::filesystem::path& workspace);

    template <class... Values>
    SQLite::Statement prepared(const char* sql, const Values&... values)
    {
        SQLite::Statement statement(database, sql);
        int index = 0;
        (statement.bind(++index, values), ...);
        return statement;
    }

    template <class Work>
    auto guarded(Work&& work)
    {
        try {
            return work();
        } catch (const SQLite::Exception& failure) {
            rethrowFromSqlite(failure, file);
        }
    }

    /// Work in one transaction, which a kill of this process leaves whole or undone.
    template <class Work>
    void together(Work&& work)
    {
        guarded([&] {
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            work();
            transaction.commit();
        });
    }

    /// The same, on the disk and not only with the system when it returns.
    template <class Work>
    void durably(Work&& work)
    {
        struct Full {
            explicit Full(SQLite::Database& d)
                : database(d)
            {
                database.exec("PRAGMA synchronous=FULL");
            }
            ~Full() { database.tryExec("PRAGMA synchronous=NORMAL"); }
            SQLite::Database& database;
        };
        guarded([&] {
            const Full full(database);
            together(work);
        });
    }

    /// Changes one run's row or rows that hang on it, whose first parameter is the run.
    template <class... Values>
    void change(const std::string& run, const char* sql, const Values&... values)
    {
        durably([&] {
            requireRun(run);
            prepared(sql, run, values...).exec();
        });
    }

    /// Throws Error{NotFound}.
    void requireRun(const std::string& run);
    /// Made where the run has none of that name.
    int64_t seriesId(const std::string& run, const std::string& name);

    std::filesystem::path file;
    SQLite::Database database;
};

/// Sixteen random hexadecimal digits: an id that no other workspace has either.
std::string newStoreId();

} // namespace interweave
