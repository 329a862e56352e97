// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compare.h"
#include "core/api/stored_sample.h"

#include <QString>

#include <memory>
#include <vector>

namespace interweave::ui {

/// A comparison with what it is of: what panes show, exports write and tables look into.
struct ShownComparison {
    QString run; // its name, with the step where a checkpoint was asked
    QString prompt;
    SamplingOptions sampling;
    Comparison comparison;
    bool chat = false; // the prompt was put into the model's chat template
};

/// Shared, since answers of thousands of prompts travel between threads.
using ShownAnswer = std::shared_ptr<const ShownComparison>;
using ShownAnswers = std::vector<ShownAnswer>;

/// Where a token stands in its answer's text, in QString's units. Empty where it has no text of its
/// own: the token that ended the answer, or a part of a character.
struct TextSpan {
    int start = 0;
    int length = 0;
};

/// A kept sample as a comparison, its differences found anew. Null unless all three voices were
/// asked.
ShownAnswer comparisonOf(const StoredSample& sample, const QString& run);

const Generation& answerOf(const Comparison& comparison, Branch branch);
/// "Base", "Tuned", "Interwoven".
QString branchTitle(Branch branch);

/// The token of this voice's answer to mark: its first that differs from base's; for base, the
/// first from which any other differs. Counted from 0; −1: none.
int64_t markedToken(const Comparison& comparison, Branch branch);
/// The first token at which not all three are the same; −1: none.
int64_t firstDifference(const Comparison& comparison);

/// The answer as a text view shows it: character for character the same length, with signs for
/// those that a view would swallow.
QString shownText(const std::string& text);
/// One span for each token, within shownText(answer.text).
std::vector<TextSpan> tokenSpans(const Generation& answer);

/// A token among others: quoted, line breaks as \n; "end" for the one that ended the answer; an en
/// dash past its end.
QString tokenText(const Generation& answer, int64_t token);

/// "ended by itself", "length limit" …
QString stopText(StopReason reason);
/// What became of this voice's answer: against base (tokens counted from 1, as everywhere that
/// people read), how long it is, how it ended.
QString verdictText(const Comparison& comparison, Branch branch);
/// "greedy" or "temperature 0.7, seed 2024".
QString samplingText(const SamplingOptions& sampling);

/// "41aa…07".
QString shortHash(const std::string& hash);
/// Which weights spoke: "W0 93ab…1f · adapter 41aa…07 · gate c05d…9b".
QString proofText(const Comparison& comparison, Branch branch);
/// The same with whole hashes.
QString wholeProofText(const Comparison& comparison, Branch branch);

} // namespace interweave::ui
