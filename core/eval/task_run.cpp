// SPDX-License-Identifier: Apache-2.0
#include "core/eval/task_run.h"

#include "core/eval/batch_plan.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/hash.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <optional>

namespace interweave {

namespace {

/// The results so far.
class RowTable {
public:
    RowTable(const Branches& branches, size_t rows)
    {
        for (const Branch branch : branches)
            m_results[branch].resize(rows);
    }

    void put(const EvaluatedRow& row)
    {
        const auto results = m_results.find(row.branch);
        if (results != m_results.end() && row.row >= 0
            && row.row < static_cast<int64_t>(results->second.size()))
            results->second[static_cast<size_t>(row.row)] = row.result;
    }

    bool holds(Branch branch, const std::vector<size_t>& rows) const
    {
        return std::ranges::all_of(
            rows, [&](size_t row) { return m_results.at(branch)[row].has_value(); });
    }

    std::vector<RowResult> resultsOf(Branch branch) const
    {
        std::vector<RowResult> results;
        for (const std::optional<RowResult>& result : m_results.at(branch))
            results.push_back(*result);
        return results;
    }

private:
    std::map<Branch, std::vector<std::optional<RowResult>>> m_results;
};

/// Counts rows and guesses the time left from the tokens done.
class Progress {
public:
    Progress(const TaskJob& job, const std::vector<int64_t>& lengths)
        : m_job(job)
        , m_lengths(lengths)
        , m_tokensLeft(std::accumulate(lengths.begin(), lengths.end(), int64_t{0}))
    {
        m_progress.task = job.task.name;
        m_progress.total = static_cast<int64_t>(lengths.size());
    }

    /// `computed`: not from the log.
    void finish(const std::vector<size_t>& batch, bool computed)
    {
        for (const size_t row : batch) {
            m_tokensLeft -= m_lengths[row];
            m_tokensDone += computed ? m_lengths[row] : 0;
        }
        m_progress.done += static_cast<int64_t>(batch.size());
        m_progress.secondsLeft = m_tokensDone == 0
            ? 0.0
            : seconds() * static_cast<double>(m_tokensLeft) / static_cast<double>(m_tokensDone);
    }

    void report() const
    {
        if (m_job.progress)
            m_job.progress(m_progress);
    }

    void throwIfStopped() const
    {
        if (m_job.stop.stop_requested())
            throw Error(ErrorCode::Cancelled, m_job.task.name,
                "cancelled after " + std::to_string(m_progress.done) + " of "
                    + std::to_string(m_progress.total) + " rows");
    }

    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    const TaskJob& m_job;
    const std::vector<int64_t>& m_lengths;
    EvaluationProgress m_progress;
    int64_t m_tokensLeft;
    int64_t m_tokensDone = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

std::vector<TokenId> encodePrompt(
    const TaskJob& job, const std::string& input, int64_t line, int64_t room)
{
    std::vector<TokenId> ids = job.tokenizer.encode(input);
    const int64_t positions = job.model.decoder->config().maxPositions;
    if (ids.empty() || static_cast<int64_t>(ids.size()) + room > positions)
        throw Error(ErrorCode::InvalidArgument, job.task.file.string() + ":" + std::to_string(line),
            "the input has " + std::to_string(ids.size()) + " tokens, the model takes 1 to "
                + std::to_string(positions - room));
    return ids;
}

std::string hashSettings(const TaskJob& job, const std::string& settings)
{
    Hasher hasher;
    hasher.add(readFile(job.task.file));
    hasher.add(settings);
    return hasher.hex();
}

TaskRows runTask(const TaskJob& job, const std::string& settings,
    const std::vector<int64_t>& lengths, const BatchWork& work)
{
    const EvaluationKey key{job.task.name, settings};
    RowTable table(job.branches, lengths.size());
    if (job.log)
        for (const EvaluatedRow& row : job.log->finished(key))
            table.put(row);

    TaskRows done;
    for (const Branch branch : job.branches)
        done.fromLog[branch] = 0;
    Progress progress(job, lengths);
    bool computed = false;
    const int64_t budget = job.options.batchTokens / memoriesNeeded(job.model, job.branches);
    for (const auto& batch : planBatches(lengths, budget)) {
        progress.report();
        Branches missing;
        for (const Branch branch : job.branches) {
            if (table.holds(branch, batch))
                done.fromLog[branch] += static_cast<int64_t>(batch.size());
            else
                missing.insert(branch);
        }
        if (!missing.empty()) {
            computed = true;
            const std::vector<EvaluatedRow> rows = work(batch, missing);
            progress.throwIfStopped();
            if (job.log)
                job.log->take(key, rows);
            for (const EvaluatedRow& row : rows)
                table.put(row);
        }
        progress.finish(batch, !missing.empty());
    }
    progress.report();
    done.seconds = computed ? progress.seconds() : 0.0;
    for (const Branch branch : job.branches)
        done.results[branch] = table.resultsOf(branch);
    return done;
}

} // namespace interweave
