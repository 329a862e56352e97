// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include "core/store/run_store_impl.h"
#include "core/support/error.h"

namespace interweave {

namespace {

/// What hangs on run ?1, in an order that keeps the references whole. Ids are random but those of
/// series, which get new ones.
constexpr const char* kCopies[] = {
    "INSERT INTO main.runs SELECT * FROM other.runs WHERE id = ?1",
    "INSERT INTO main.tags SELECT * FROM other.tags WHERE run = ?1",
    "INSERT INTO main.series(run, name) SELECT run, name FROM other.series WHERE run = ?1"
    " ORDER BY id",
    "INSERT INTO main.points SELECT here.id, points.step, points.value FROM other.points"
    " JOIN other.series AS there ON there.id = points.series"
    " JOIN main.series AS here ON here.run = there.run AND here.name = there.name"
    " WHERE there.run = ?1",
    "INSERT INTO main.evaluations SELECT * FROM other.evaluations WHERE run = ?1",
    "INSERT INTO main.scores SELECT * FROM other.scores"
    " WHERE evaluation IN (SELECT id FROM other.evaluations WHERE run = ?1)",
    "INSERT INTO main.predictions SELECT * FROM other.predictions"
    " WHERE evaluation IN (SELECT id FROM other.evaluations WHERE run = ?1)",
    "INSERT INTO main.samples SELECT * FROM other.samples WHERE run = ?1",
    "INSERT INTO main.generations SELECT * FROM other.generations"
    " WHERE sample IN (SELECT id FROM other.samples WHERE run = ?1)",
    "INSERT INTO main.traces SELECT * FROM other.traces"
    " WHERE sample IN (SELECT id FROM other.samples WHERE run = ?1)",
};

} // namespace

void RunStore::copyRun(const std::filesystem::path& otherWorkspace, const std::string& run)
{
    const std::string file = (otherWorkspace / "interweave.db").string();
    m_impl->guarded([&] {
        m_impl->prepared("ATTACH DATABASE ? AS other", file).exec();
        struct Detach {
            ~Detach() { database.tryExec("DETACH DATABASE other"); }
            SQLite::Database& database;
        } const detach{m_impl->database};
        m_impl->durably([&] {
            if (!m_impl->prepared("SELECT 1 FROM other.runs WHERE id = ?", run).executeStep())
                throw Error(ErrorCode::NotFound, run, "is no run of " + file);
            m_impl->prepared("DELETE FROM main.runs WHERE id = ?", run).exec();
            for (const char* const copy : kCopies)
                m_impl->prepared(copy, run).exec();
        });
    });
}

} // namespace interweave
