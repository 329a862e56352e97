// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include "core/store/run_store_impl.h"

#include <limits>
#include <map>

namespace interweave {

RunStore::RunStore(const std::filesystem::path& workspace)
    : m_impl(std::make_unique<Impl>(workspace))
{
}

RunStore::~RunStore() = default;
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;

void RunStore::record(const RunSummary& run)
{
    m_impl->durably([&] {
        m_impl
            ->prepared(R"sql(
INSERT INTO runs(id, name, status, created, folder, model, recipe, step, steps, examples,
    trained_parameters, bad_steps, error, model_hash, data_hash, adapter_hash, gate_hash, dtype)
VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET name = excluded.name, status = excluded.status,
    folder = excluded.folder, model = excluded.model, recipe = excluded.recipe,
    step = excluded.step, steps = excluded.steps, examples = excluded.examples,
    trained_parameters = excluded.trained_parameters, bad_steps = excluded.bad_steps,
    error = excluded.error, model_hash = excluded.model_hash, data_hash = excluded.data_hash,
    adapter_hash = excluded.adapter_hash, gate_hash = excluded.gate_hash,
    dtype = excluded.dtype)sql",
                run.id, run.name, run.status, run.created, run.folder, run.model, run.recipe,
                run.step, run.steps, run.examples, run.trainedParameters, run.badSteps, run.error,
                run.modelHash, run.dataHash, run.adapterHash, run.gateHash, run.dtype)
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
    trained_parameters, bad_steps, error, notes, ifnull(deleted, ''), model_hash, data_hash,
    adapter_hash, gate_hash, dtype
FROM runs WHERE (deleted IS NOT NULL) = ? ORDER BY id)sql");
        row.bind(1, deleted ? 1 : 0);
        while (row.executeStep()) {
            const auto text = [&](int column) { return row.getColumn(column).getString(); };
            const auto number = [&](int column) { return row.getColumn(column).getInt64(); };
            RunSummary summary{text(0), text(1), text(2), text(3), text(4), text(5), {}, number(7),
                number(8), number(9), number(10), number(11), text(12), text(6), {}, text(15),
                text(16), text(17), text(18), text(19)};
            runs.push_back({std::move(summary), tags[text(0)], text(13), text(14)});
        }
        return runs;
    });
}

void RunStore::addPoints(const std::string& run, std::span<const MetricPoint> points)
{
    m_impl->together([&] {
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
    });
}

void RunStore::forgetAfter(const std::string& run, int64_t step)
{
    m_impl->durably([&] {
        m_impl->requireRun(run);
        m_impl
            ->prepared("DELETE FROM points WHERE series IN (SELECT id FROM series WHERE run = ?)"
                       " AND step > ?",
                run, step)
            .exec();
        m_impl->prepared("DELETE FROM evaluations WHERE run = ? AND step > ?", run, step).exec();
    });
}

bool RunStore::knows(const std::string& id) const
{
    return m_impl->guarded(
        [&] { return m_impl->prepared("SELECT 1 FROM runs WHERE id = ?", id).executeStep(); });
}

std::vector<std::string> RunStore::seriesNames(const std::string& run) const
{
    return m_impl->guarded([&] {
        std::vector<std::string> names;
        SQLite::Statement row
            = m_impl->prepared("SELECT name FROM series WHERE run = ? ORDER BY id", run);
        while (row.executeStep())
            names.emplace_back(row.getColumn(0).getString());
        return names;
    });
}

MetricSeries RunStore::series(const std::string& run, const std::string& name) const
{
    return m_impl->guarded([&] {
        MetricSeries series{name, {}, {}};
        SQLite::Statement row = m_impl->prepared(R"sql(
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
