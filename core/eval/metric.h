// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"
#include "core/eval/statistics.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// A prediction and the answers it is held against; `accepted` holds at least one.
struct AnsweredRow {
    std::vector<std::string> accepted;
    std::string prediction;
};

/// The metrics by name. All lie in [0, 1] but MCC_yes in [−1, 1].
///
///   EM            equals an accepted answer, both normalised                   proportion
///   Contain       an accepted answer occurs in it, both normalised             proportion
///   F1_overlap    token-set F1 with the first accepted answer                  mean over rows
///   Rouge1        F-measures with the first accepted answer; Rouge2 and        mean over rows
///                 RougeL likewise
///   accuracy      says "yes" exactly where the first accepted answer does      proportion
///   F1_yes        F1 of the class "yes"; 0 with neither truth nor claim        whole set
///   MCC_yes       Matthews correlation of the same; 0 where undefined          whole set
///   final_number  the number after "The answer is" or "####" (final_number.h)  proportion
///                 equals the first answer's
///
/// Proportions get Wilson intervals, all others bootstrap ones over the rows.
std::vector<std::string> metricNames();

/// The name as spelt above, for any case and for the short forms "f1" (F1_yes) and "mcc" (MCC_yes).
/// Throws Error{InvalidArgument, where} listing the names for an unknown one.
std::string canonicalMetric(std::string_view name, const std::string& where);

/// Whether every first accepted answer is "yes" or "no" once normalised (and there is one).
bool isYesNo(std::span<const AnsweredRow> rows);

/// The metrics of texts by name, over all predicted tokens of all texts, bootstrapped over the
/// texts:
///
///   cross_entropy   −mean of log p(token), nats
///   perplexity      its exponential
///   kl_from_base    mean KL(base‖branch), nats; not of the base itself
///   top1_agreement  share of tokens where base and branch hold the same likeliest; likewise
///
/// Of answers that are predicted after their prompts (afterPrompt) cross_entropy is called
/// answer_cross_entropy, and there is no perplexity: it says how well an answer was known, not how
/// well text was.
std::vector<std::string> textMetricNames(bool afterPrompt = false);

/// The name as spelt above, for any case. Throws as canonicalMetric.
std::string canonicalTextMetric(
    std::string_view name, const std::string& where, bool afterPrompt = false);

/// The metrics of choices by name, as lm-evaluation-harness defines them, which counts characters
/// where we count bytes; ties go to the first:
///
///   acc       the right choice is the likeliest                              proportion
///   acc_norm  the right choice is so by log-likelihood ÷ bytes of its text   proportion
///   mcc       Matthews correlation of the likeliest choice with the right    whole set
///             one, by their places in the list, for any number of choices; by
///             default only where all rows have the same
///
/// Proportions get Wilson intervals, mcc a bootstrap one over the rows.
std::vector<std::string> choiceMetricNames();

/// The name as spelt above, for any case. Throws as canonicalMetric.
std::string canonicalChoiceMetric(std::string_view name, const std::string& where);

/// Whether it is one of the two cross-entropies: nats per token, a lower one better, texts weighed
/// by their tokens.
bool isCrossEntropy(std::string_view metric);

/// Whether it is the cross-entropy of free text, what HF PEFT measures forgetting by.
bool isTextCrossEntropy(std::string_view metric);

/// Whether it is a Matthews correlation, in [−1, 1]: MCC_yes of answers, mcc of choices; a filter
/// after a comma (lm_eval.h) does not count.
bool isMatthews(std::string_view metric);

/// The few metrics that say most: accuracy, MCC_yes, F1_yes for yes/no tasks, else EM, Contain,
/// F1_overlap, and final_number where every first answer ends in one.
std::vector<std::string> mainMetrics(std::span<const AnsweredRow> rows);

/// Every metric that means something on these answers: all but the ROUGEs for yes/no tasks, all but
/// the yes/no ones else, final_number as in mainMetrics.
std::vector<std::string> allMetrics(std::span<const AnsweredRow> rows);

/// One metric, by canonical name, over the rows. `seed` is the bootstrap's.
MetricResult measure(std::string_view metric, std::span<const AnsweredRow> rows, uint64_t seed);

/// A proportion of rows that are 1 and not 0, with Wilson's interval.
MetricResult proportion(std::string name, std::vector<double> rows);

/// A metric over drawn rows, what its bootstrap resamples. It keeps what it needs of the rows.
Statistic meanOf(std::vector<double> rows);
/// Weighs each text's figure by its predicted tokens; 0 without any.
Statistic meanOverTokens(
    std::vector<TextPrediction> texts, double (*figure)(const TextPrediction& text));
Statistic meanCrossEntropy(std::vector<TextPrediction> texts);
/// `metric`: one of the figures that only a whole set has, F1_yes or MCC_yes.
Statistic yesNoFigure(std::string_view metric, std::span<const AnsweredRow> rows);
/// Gorodkin's R_K, as scikit-learn's matthews_corrcoef; 0 where undefined.
Statistic matthewsOfChoices(std::span<const ChoicePrediction> rows);

/// The figure with its bootstrap interval over the rows that `statistic` reads.
MetricResult bootstrapped(std::string name, const Statistic& statistic, size_t rows, uint64_t seed);

} // namespace interweave
