// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/blend.h"
#include "core/api/evaluation.h"
#include "core/api/run_record.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// A kind of training with all its seeds, or its adapter at a strength, between learning and
/// forgetting. Figures are means over seeds; intervals hold for other seeds and other rows
/// (overSeedsAndRows), with one seed for other rows only.
struct StudyPoint {
    std::string variant;
    Blend blend; // None: the run's own branch
    bool siamese = false;
    int64_t seeds = 0;
    Estimate target; // the figure of the task that was trained
    double deviation = 0.0; // of it across seeds
    Estimate gain; // target − the base's
    /// Mean over the text tasks of their cross-entropy − the base's, nats; absent without texts.
    std::optional<Estimate> rise;
    std::vector<std::optional<Estimate>> changes; // of each other task, against the base

    std::string label() const;
};

/// What may be said of a siamese variant against the way from base to tuned of a plain one.
struct StudyVerdict {
    enum class Outcome {
        Outside, // every point learns certainly less or forgets certainly more
        Dominated, // some point is certainly better in one and no worse in the other
        Open, // neither can be told by this sample
    };
    size_t point = 0; // index of the siamese one
    std::string rival; // variant
    Blend::Kind kind = Blend::Kind::None;
    Outcome outcome = Outcome::Open;
    std::optional<size_t>
        nearest; // the point that keeps it from being outside, else that dominates
    /// Area that it adds to what the way covers (hypervolume), of 1: the gain on the trained task
    /// times the share of the base's cross-entropy that was kept. The interval holds for other
    /// rows.
    std::optional<Estimate> added;
};

/// A siamese variant against a plain one.
struct StudyDuel {
    size_t point = 0;
    size_t rival = 0;
    Estimate target; // difference of the trained task's figure, point − rival
    std::optional<Estimate> rise; // difference of the rises
    std::optional<Estimate>
        halfRise; // rise − ½·(the rival's): below 0, less than half is forgotten
};

/// Several variants of a recipe, trained with several seeds, measured on one suite.
struct Study {
    std::string title;
    std::string targetTask; // what was trained: where the first variant gained most
    std::string targetMetric; // its main figure
    int64_t targetRows = 0;
    Estimate base; // the base's
    std::vector<std::string> otherTasks; // with their metric: "wikipedia, cross_entropy"
    std::vector<Estimate> otherBases;
    std::vector<StudyPoint> points; // the variants in their order, then blends
    std::vector<StudyVerdict> verdicts;
    std::vector<StudyDuel> duels;
    /// Each siamese variant against the plain setting, blends among them, that forgets least of
    /// those that do not certainly learn less.
    std::vector<StudyDuel> rivals;
};

/// Of the runs of a sweep (core/api/sweep.h), by their tags; the base's results may be kept with
/// any of them. Throws Error{InvalidArgument} where there is no run of a sweep, or none was
/// measured together with the base.
Study studyOf(std::span<const RunRecord> runs, const std::string& title);

/// The study as a page of its own, and as Markdown.
std::string renderStudy(const Study& study, const std::string& generatedAt = {});
std::string studyMarkdown(const Study& study);

} // namespace interweave
