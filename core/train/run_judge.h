// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/training.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

struct Recipe;

/// What a run's evaluations have said so far; a checkpoint keeps it.
struct JudgeState {
    std::optional<double> best; // the watched figure at its best
    int64_t bestStep = -1; // -1: none yet
    int64_t withoutGain = 0; // evaluations since
    int64_t judgedStep = -1; // the last one judged: a resumed run may evaluate it again
    int64_t withinStep = -1; // the last one within the budget; -1: none
    bool budgetBroken = false;
    bool stopped = false; // the last verdict ended the run
};

/// Judges the evaluations of a run that is being trained: whether the watched figure is the best so
/// far, whether it has been none for too long, and whether the run still keeps its forgetting
/// budget. Of a figure that is a loss (loss, cross_entropy, perplexity) less is better, of others
/// more. One thread.
class RunJudge {
public:
    explicit RunJudge(const Recipe& recipe);

    /// What to do after an evaluation.
    struct Verdict {
        bool isBest = false; // of all so far
        bool stop = false; // the run ends here
        std::string reason; // of stop, or of a warning; else empty
    };

    /// Judges what was measured after `step` steps, once. scores: of the watched suite and the
    /// budget's text; heldOutLoss: of the validation rows. Throws Error{InvalidArgument} where the
    /// watched figure or the budget's is none of them.
    Verdict judge(int64_t step, const WatchedScores* scores, std::optional<double> heldOutLoss);

    /// The step whose checkpoint the run ends with: the best or the last within its budget, where
    /// the recipe asks for one of these; else nothing.
    std::optional<int64_t> endsWith() const;

    const JudgeState& state() const { return m_state; }
    void restore(const JudgeState& state) { m_state = state; }

private:
    void judgeFigure(int64_t step, double value, bool lessIsBetter, Verdict& verdict);
    void judgeBudget(int64_t step, const WatchedScores& scores, Verdict& verdict);

    const Recipe& m_recipe;
    JudgeState m_state;
};

} // namespace interweave
