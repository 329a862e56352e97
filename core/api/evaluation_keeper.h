// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/api/stored_evaluation.h"
#include "core/support/log.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace interweave {

class EvaluationLog;
class RunStore;

/// Which earlier evaluations of the same model, data and settings are taken up.
enum class TakeUp { Nothing, Unfinished, FinishedToo };

/// Keeps an evaluation in the store while it is done: every row as soon as its batch is finished,
/// the scores at its end. With `onFailure` a store that fails is said once and does not end the
/// work; without it the Error is thrown.
class EvaluationKeeper {
public:
    struct Options {
        std::optional<int64_t> step; // of a watched suite
        TakeUp takeUp = TakeUp::Unfinished;
        LogSink onFailure;
    };

    /// `store` must outlive it.
    EvaluationKeeper(
        RunStore& store, ResultOrigin origin, const std::vector<Branch>& branches, Options options);
    ~EvaluationKeeper();

    EvaluationLog& log();
    /// Every row of it went through the log.
    void finish(const TaskResult& result);

private:
    class Log;
    std::unique_ptr<Log> m_log;
};

} // namespace interweave
