// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include "core/api/json_values.h"
#include "core/api/stored_json.h"
#include "core/store/run_store_impl.h"
#include "core/support/time_text.h"

#include <limits>

namespace interweave {

namespace {

/// The parameters that find a key's evaluations, in the order of kSameKey.
template <class Store, class... More>
SQLite::Statement ofKey(
    Store& store, const std::string& sql, const StoredEvaluationKey& key, const More&... more)
{
    const ResultOrigin& origin = key.origin;
    SQLite::Statement statement = store.prepared(sql.c_str(), origin.run, origin.model,
        origin.modelHash, origin.adapterHash, origin.gateHash, origin.device, origin.dtype,
        key.task, key.settings, name(key.branch));
    int index = 10;
    if (key.step)
        statement.bind(++index, *key.step);
    else
        statement.bind(++index);
    (statement.bind(++index, more), ...);
    return statement;
}

constexpr const char* kSameKey
    = " WHERE run IS nullif(?1, '') AND model = ?2 AND model_hash = ?3 AND adapter_hash = ?4"
      " AND gate_hash = ?5 AND device = ?6 AND dtype = ?7 AND task = ?8 AND settings = ?9"
      " AND branch = ?10 AND step IS ?11";

double numberOf(const SQLite::Column& column)
{
    return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

template <class Store>
ScoreReport scoresOf(Store& store, const std::string& evaluation, const std::string& where)
{
    ScoreReport report;
    SQLite::Statement row
        = store.prepared("SELECT always_yes, metric, value, low, high, interval, rows FROM scores"
                         " WHERE evaluation = ? ORDER BY rowid",
            evaluation);
    while (row.executeStep()) {
        MetricResult metric{row.getColumn(1),
            {numberOf(row.getColumn(2)), numberOf(row.getColumn(3)), numberOf(row.getColumn(4))},
            row.getColumn(5), parseNumbers(row.getColumn(6), where)};
        (row.getColumn(0).getInt() ? report.alwaysYes : report.metrics)
            .push_back(std::move(metric));
    }
    return report;
}

void addRow(TaskResult& result, RowResult row)
{
    if (auto* const answer = std::get_if<Prediction>(&row))
        result.predictions.push_back(std::move(*answer));
    else if (auto* const text = std::get_if<TextPrediction>(&row))
        result.texts.push_back(*text);
    else
        result.choices.push_back(std::move(std::get<ChoicePrediction>(row)));
}

} // namespace

std::string RunStore::openEvaluation(const StoredEvaluationKey& key, bool finishedToo)
{
    std::string id;
    m_impl->together([&] {
        SQLite::Statement found = ofKey(*m_impl,
            std::string("SELECT id FROM evaluations") + kSameKey
                + " AND finished <= ?12 ORDER BY created DESC LIMIT 1",
            key, finishedToo ? 1 : 0);
        if (found.executeStep()) {
            id = found.getColumn(0).getString();
            return;
        }
        id = newStoreId();
        ofKey(*m_impl,
            "INSERT INTO evaluations(run, model, model_hash, adapter_hash, gate_hash, device, "
            "dtype,"
            " task, settings, branch, step, id, created, blend, blend_tuned)"
            " VALUES(nullif(?1, ''), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            key, id, isoUtc(), std::string(name(key.origin.blend.kind)), key.origin.blend.tuned)
            .exec();
    });
    return id;
}

std::map<int64_t, RowResult> RunStore::rows(const std::string& evaluation) const
{
    return m_impl->guarded([&] {
        std::map<int64_t, RowResult> rows;
        SQLite::Statement row = m_impl->prepared(
            "SELECT row, result FROM predictions WHERE evaluation = ? ORDER BY row", evaluation);
        while (row.executeStep())
            rows.emplace(
                row.getColumn(0).getInt64(), parseRow(row.getColumn(1), m_impl->file.string()));
        return rows;
    });
}

void RunStore::addRows(std::span<const StoredRow> rows)
{
    m_impl->together([&] {
        SQLite::Statement insert(m_impl->database,
            "INSERT OR REPLACE INTO predictions(evaluation, row, result) VALUES(?, ?, ?)");
        for (const StoredRow& row : rows) {
            insert.reset();
            insert.bind(1, row.evaluation);
            insert.bind(2, row.row);
            insert.bind(3, jsonText(toJson(row.result), false));
            insert.exec();
        }
    });
}

void RunStore::finish(const std::string& evaluation, const TaskResult& result)
{
    m_impl->durably([&] {
        m_impl
            ->prepared("UPDATE evaluations SET finished = 1, file = ?2, rows = ?3, max_new = ?4,"
                       " tokens = ?5, seconds = seconds + ?6, suite = ?7 WHERE id = ?1",
                evaluation, result.file, result.score.rows, result.maxNew, result.tokens,
                result.seconds, result.suite)
            .exec();
        const auto keep = [&](const std::vector<MetricResult>& metrics, int alwaysYes) {
            for (const MetricResult& metric : metrics)
                m_impl
                    ->prepared("INSERT OR REPLACE INTO scores(evaluation, always_yes, metric,"
                               " value, low, high, interval, rows) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                        evaluation, alwaysYes, metric.metric, metric.estimate.value,
                        metric.estimate.low, metric.estimate.high, metric.interval,
                        jsonText(Json(metric.rows), false))
                    .exec();
        };
        keep(result.score.metrics, 0);
        keep(result.score.alwaysYes, 1);
    });
}

void RunStore::forgetUnfinished(const StoredEvaluationKey& key)
{
    m_impl->together([&] {
        ofKey(*m_impl, std::string("DELETE FROM evaluations") + kSameKey + " AND finished = 0", key)
            .exec();
    });
}

std::vector<StoredEvaluation> RunStore::evaluations(const std::string& run, bool withRows) const
{
    return m_impl->guarded([&] {
        std::vector<StoredEvaluation> evaluations;
        SQLite::Statement row = m_impl->prepared(R"sql(
SELECT id, model, model_hash, adapter_hash, gate_hash, device, dtype, created, step, task, file,
    branch, rows, max_new, tokens, seconds, suite, blend, blend_tuned
FROM evaluations WHERE run = ? AND finished = 1 ORDER BY created, rowid)sql",
            run);
        while (row.executeStep()) {
            const auto text = [&](int column) { return row.getColumn(column).getString(); };
            StoredEvaluation stored;
            stored.id = text(0);
            stored.origin = {run, text(1), text(2), text(3), text(4), text(5), text(6),
                {parseBlendKind(text(17)), row.getColumn(18).getDouble()}};
            stored.created = text(7);
            stored.finished = true;
            if (!row.getColumn(8).isNull())
                stored.step = row.getColumn(8).getInt64();
            TaskResult& result = stored.result;
            result.task = text(9);
            result.file = text(10);
            result.branch = text(11);
            result.suite = text(16);
            result.score = scoresOf(*m_impl, stored.id, m_impl->file.string());
            result.score.rows = row.getColumn(12).getInt64();
            result.maxNew = row.getColumn(13).getInt64();
            result.tokens = row.getColumn(14).getInt64();
            result.seconds = row.getColumn(15).getDouble();
            if (result.seconds > 0.0)
                result.rowsPerSecond = static_cast<double>(result.score.rows) / result.seconds;
            evaluations.push_back(std::move(stored));
        }
        for (StoredEvaluation& evaluation : evaluations)
            if (withRows)
                for (auto& [index, result] : rows(evaluation.id))
                    addRow(evaluation.result, std::move(result));
        return evaluations;
    });
}

} // namespace interweave
