// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/api/training.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace interweave {

class EvaluationLog;
class Tokenizer;
struct Recipe;
struct SiameseModel;
struct TrainSession;

/// Measures a recipe's watched suite, and its forgetting budget's text, while the run trains: the
/// base once, when it is first asked, then the run's branch, each figure against the base's. On the
/// training thread; a request to stop is served within a batch.
class SuiteWatch {
public:
    /// Where the rows of the suite at a step go; null: nowhere.
    using LogOf = std::function<EvaluationLog*(const SiameseModel&, int64_t step, Branch)>;

    /// `session` must outlive it. Throws Error for a suite that cannot start.
    SuiteWatch(const Recipe& recipe, std::shared_ptr<const Tokenizer> tokenizer,
        const TrainSession& session, LogOf logOf);

    /// Reports to the session's callbacks too; nothing where it was stopped on the way.
    std::optional<WatchedScores> measure(const SiameseModel& model, int64_t step);

    /// The files of the recipe's suite: its own and its tasks'.
    const std::vector<std::filesystem::path>& suiteFiles() const { return m_suiteFiles; }

private:
    std::vector<TaskResult> evaluateSuite(
        const SiameseModel& model, int64_t step, Branch branch) const;
    bool toStop() const;

    std::shared_ptr<const Tokenizer> m_tokenizer;
    const TrainSession& m_session;
    LogOf m_logOf;
    std::vector<EvaluationTask> m_tasks;
    std::vector<std::filesystem::path> m_suiteFiles;
    std::optional<Branch> m_branch; // absent: the model's natural one
    std::vector<TaskResult> m_base; // empty until measured
};

} // namespace interweave
