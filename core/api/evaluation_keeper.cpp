// SPDX-License-Identifier: Apache-2.0
#include "core/api/evaluation_keeper.h"

#include "core/eval/evaluation_log.h"
#include "core/store/run_store.h"
#include "core/support/error.h"

#include <map>
#include <utility>

namespace interweave {

class EvaluationKeeper::Log : public EvaluationLog {
public:
    Log(RunStore& store, ResultOrigin origin, std::vector<Branch> branches, Options options)
        : m_store(store)
        , m_origin(std::move(origin))
        , m_branches(std::move(branches))
        , m_options(std::move(options))
    {
    }

    std::vector<EvaluatedRow> finished(const EvaluationKey& key) override
    {
        std::vector<EvaluatedRow> rows;
        attempt([&] {
            for (const Branch branch : m_branches)
                for (auto& [row, result] : m_store.rows(open(key, branch)))
                    rows.push_back({branch, row, std::move(result)});
        });
        return rows;
    }

    void take(const EvaluationKey& key, const std::vector<EvaluatedRow>& rows) override
    {
        attempt([&] {
            std::vector<StoredRow> stored;
            for (const EvaluatedRow& row : rows)
                stored.push_back({m_ids.at({key.task, row.branch}), row.row, row.result});
            m_store.addRows(stored);
        });
    }

    void finish(const TaskResult& result)
    {
        attempt([&] {
            m_store.finish(m_ids.at({result.task, parseBranch(result.branch)}), result);
        });
    }

private:
    std::string open(const EvaluationKey& key, Branch branch)
    {
        const StoredEvaluationKey stored{m_origin, m_options.step, key.task, key.settings, branch};
        if (m_options.takeUp == TakeUp::Nothing)
            m_store.forgetUnfinished(stored);
        std::string id = m_store.openEvaluation(stored, m_options.takeUp == TakeUp::FinishedToo);
        m_ids[{key.task, branch}] = id;
        return id;
    }

    template <class Work>
    void attempt(Work&& work)
    {
        if (m_failed)
            return;
        try {
            work();
        } catch (const Error& error) {
            if (!m_options.onFailure)
                throw;
            m_failed = true;
            m_options.onFailure(
                LogLevel::Warning, std::string("this evaluation is not kept: ") + error.what());
        }
    }

    RunStore& m_store;
    ResultOrigin m_origin;
    std::vector<Branch> m_branches;
    Options m_options;
    std::map<std::pair<std::string, Branch>, std::string> m_ids; // by task and branch
    bool m_failed = false;
};

EvaluationKeeper::EvaluationKeeper(
    RunStore& store, ResultOrigin origin, const std::vector<Branch>& branches, Options options)
    : m_log(std::make_unique<Log>(store, std::move(origin), branches, std::move(options)))
{
}

EvaluationKeeper::~EvaluationKeeper() = default;

EvaluationLog& EvaluationKeeper::log()
{
    return *m_log;
}

void EvaluationKeeper::finish(const TaskResult& result)
{
    m_log->finish(result);
}

} // namespace interweave
