// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include "core/store/database.h"
#include "core/store/schema.h"
#include "core/support/error.h"

#include <limits>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

template <class... Values>
SQLite::Statement prepared(SQLite::Database& database, const char* sql, const Values&... values)
{
    SQLite::Statement statement(database, sql);
    int index = 0;
    (statement.bind(++index, values), ...);
    return statement;
}

fs::path databaseFile(const fs::path& workspace)
{
    std::error_code none; // opening says it better
    fs::create_directories(workspace, none);
    return workspace / "interweave.db";
}

} // namespace

struct RunStore::Impl {
    explicit Impl(const fs::path& workspace)
        : file(databaseFile(workspace))
        , database(openDatabase(file, schemaSteps()))
    {
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

    /// Work in one transaction that is on the disk, not only with the system, when it returns.
    template <class Work>
    void durably(Work&& work)
    {
        guarded([&] {
            struct Full {
                explicit Full(SQLite::Database& d)
                    : database(d)
                {
                    database.exec("PRAGMA synchronous=FULL");
                }
                ~Full() { database.tryExec("PRAGMA synchronous=NORMAL"); }
                SQLite::Database& database;
            } const full(database);
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            work();
            transaction.commit();
        });
    }

    /// Changes one run's row or rows that hang on it, whose first parameter is the run.
    template <class... Values>
    void change(const std::string& run, const char* sql, const Values&... values)
    {
        durably([&] {
            requireRun(run);
            prepared(database, sql, run, values...).exec();
        });
    }

    void requireRun(const std::string& run)
    {
        if (!prepared(database, "SELECT 1 FROM runs WHERE id = ?", run).executeStep())
            throw Error(ErrorCode::NotFound, run, "is no run of " + file.string());
    }

    int64_t seriesId(const std::string& run, const std::string& name)
    {
        prepared(database, "INSERT OR IGNORE INTO series(run, name) VALUES(?, ?)", run, name)
            .exec();
        SQLite::Statement found
            = prepared(database, "SELECT id FROM series WHERE run = ? AND name = ?", run, name);
        found.executeStep();
        return found.getColumn(0).getInt64();
    }

    fs::path file;
    SQLite::Database database;
};

RunStore::RunStore(const fs::path& workspace)
    : m_impl(std::make_unique<Impl>(workspace))
{
}

RunStore::~RunStore() = default;
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;

void RunStore::record(const RunSummary& run)
{
    m_impl->durably([&] {
        prepared(m_impl->database, R"sql(
INSERT INTO runs(id, name, status, created, folder, model, recipe, step, steps, examples,
    trained_parameters, bad_steps, error)
VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET name = excluded.name, status = excluded.status,
    folder = excluded.folder, model = excluded.model, recipe = excluded.recipe,
    step = excluded.step, steps = excluded.steps, examples = excluded.examples,
    trained_parameters = excluded.trained_parameters, bad_steps = excluded.bad_steps,
    error = excluded.error)sql",
            run.id, run.name, run.status, run.created, run.folder, run.model, run.recipe, run.step,
            run.steps, run.examples, run.trainedParameters, run.badSteps, run.error)
            .exec();
    });
}

std::vector<StoredRun> RunStore::runs(bool deleted) const
{
    return m_impl->guarded([&] {
        std::map<std::string, std::vector<std::string>> tags;
        SQLite::Statement tag(m_impl->database, "SELECT run, tag FROM tags ORDER BY run, tag");
        while (tag.executeStep())
            tags[tag.getColumn(0)].emplace_back(tag.getColumn(1).getString());

        std::vector<StoredRun> runs;
        SQLite::Statement row(m_impl->database, R"sql(
SELECT id, name, status, created, folder, model, recipe, step, steps, examples,
    trained_parameters, bad_steps, error, notes, ifnull(deleted, '')
FROM runs WHERE (deleted IS NOT NULL) = ? ORDER BY id)sql");
        row.bind(1, deleted ? 1 : 0);
        while (row.executeStep()) {
            const auto text = [&](int column) { return row.getColumn(column).getString(); };
            const auto number = [&](int column) { return row.getColumn(column).getInt64(); };
            RunSummary summary{text(0), text(1), text(2), text(3), text(4), text(5), {}, number(7),
                number(8), number(9), number(10), number(11), text(12), text(6), {}};
            runs.push_back({std::move(summary), tags[text(0)], text(13), text(14)});
        }
        return runs;
    });
}

void RunStore::addPoints(const std::string& run, std::span<const MetricPoint> points)
{
    m_impl->guarded([&] {
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        m_impl->requireRun(run);
        std::map<std::string, int64_t> ids;
        SQLite::Statement insert(
            m_impl->database, "INSERT OR REPLACE INTO points(series, step, value) VALUES(?, ?, ?)");
        for (const MetricPoint& point : points) {
            const auto [id, fresh] = ids.try_emplace(point.series, 0);
            if (fresh)
                id->second = m_impl->seriesId(run, point.series);
            insert.reset();
            insert.bind(1, id->second);
            insert.bind(2, point.step);
            insert.bind(3, point.value); // SQLite stores a NaN as NULL
            insert.exec();
        }
        transaction.commit();
    });
}

void RunStore::forgetPointsAfter(const std::string& run, int64_t step)
{
    m_impl->change(run,
        "DELETE FROM points WHERE series IN (SELECT id FROM series WHERE run = ?) AND step > ?",
        step);
}

std::vector<std::string> RunStore::seriesNames(const std::string& run) const
{
    return m_impl->guarded([&] {
        std::vector<std::string> names;
        SQLite::Statement row = prepared(
            m_impl->database, "SELECT name FROM series WHERE run = ? ORDER BY id", run);
        while (row.executeStep())
            names.emplace_back(row.getColumn(0).getString());
        return names;
    });
}

MetricSeries RunStore::series(const std::string& run, const std::string& name) const
{
    return m_impl->guarded([&] {
        MetricSeries series{name, {}, {}};
        SQLite::Statement row = prepared(m_impl->database, R"sql(
SELECT step, value FROM points
WHERE series = (SELECT id FROM series WHERE run = ? AND name = ?) ORDER BY step)sql",
            run, name);
        while (row.executeStep()) {
            const SQLite::Column value = row.getColumn(1);
            series.steps.push_back(row.getColumn(0).getInt64());
            series.values.push_back(
                value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble());
        }
        return series;
    });
}

void RunStore::tag(const std::string& run, const std::string& tag)
{
    m_impl->change(run, "INSERT OR IGNORE INTO tags(run, tag) VALUES(?, ?)", tag);
}

void RunStore::untag(const std::string& run, const std::string& tag)
{
    m_impl->change(run, "DELETE FROM tags WHERE run = ? AND tag = ?", tag);
}

void RunStore::setNotes(const std::string& run, const std::string& notes)
{
    m_impl->change(run, "UPDATE runs SET notes = ?2 WHERE id = ?1", notes);
}

void RunStore::setDeleted(const std::string& run, const std::string& when)
{
    m_impl->change(run, "UPDATE runs SET deleted = nullif(?2, '') WHERE id = ?1", when);
}

void RunStore::purge(const std::string& run)
{
    m_impl->change(run, "DELETE FROM runs WHERE id = ?");
}

} // namespace interweave
