// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_text.h"

#include "core/eval/claim.h"
#include "core/report/figure_text.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <set>

namespace interweave {

namespace {

const MetricScale kNats = scaleOf("cross_entropy");

std::string unitOf(const MetricScale& scale)
{
    return scale.factor == 100.0 ? " points" : std::string(" ") + scale.unit;
}

std::string wayText(const std::string& variant, Blend::Kind kind)
{
    return kind == Blend::Kind::AdapterScale ? "scaling the adapter of " + variant
                                             : "mixing the logits of base and " + variant;
}

std::string outcome(const Study& study, const StudyVerdict& verdict)
{
    const std::string& name = study.points[verdict.point].variant;
    const std::string way = wayText(verdict.rival, verdict.kind);
    const std::string nearest
        = verdict.nearest ? study.points[*verdict.nearest].label() : std::string();
    switch (verdict.outcome) {
    case StudyVerdict::Outcome::Outside:
        return name + " lies outside what " + way
            + " reaches: every point of it learns less or forgets more, by more than the 95 % "
              "interval of the difference.";
    case StudyVerdict::Outcome::Dominated:
        return name + " is dominated by " + way + ": " + nearest
            + " is better in one of learning and forgetting by more than its interval, and no "
              "worse in the other.";
    case StudyVerdict::Outcome::Open: break;
    }
    return "Whether " + name + " lies outside what " + way
        + " reaches cannot be told from this sample: " + nearest
        + " learns no less and forgets no more within the intervals.";
}

/// Small areas to four decimals.
std::string areaText(const Estimate& area)
{
    const auto text = [](double value) { return formatFixed(value, 4); };
    return text(area.value) + " (" + text(area.low) + " … " + text(area.high) + ")";
}

std::string answer(const Study& study, const StudyVerdict& verdict)
{
    const std::string said = outcome(study, verdict);
    return verdict.added
        ? said + " It adds " + areaText(*verdict.added) + " to the area under the way's front."
        : said;
}

std::string rival(const Study& study, const StudyDuel& duel)
{
    const std::string& name = study.points[duel.point].variant;
    const StudyPoint& other = study.points[duel.rival];
    std::string text = "Of what has no gate and does not certainly learn less than " + name + ", "
        + other.label() + " forgets least: a rise of " + kNats.estimate(*other.rise) + " nats";
    if (const auto& rise = study.points[duel.point].rise; rise && duel.halfRise)
        text += ", " + name + "'s is " + kNats.estimate(*rise)
            + "; its rise − half of the other's: " + kNats.change(duel.halfRise->value) + " ("
            + kNats.interval(*duel.halfRise) + "), "
            + (duel.halfRise->high < 0.0       ? "less than half"
                    : duel.halfRise->low > 0.0 ? "more than half"
                                               : "not told apart from half");
    return text + ".";
}

std::string duel(const Study& study, const StudyDuel& duel)
{
    const std::string& name = study.points[duel.point].variant;
    const std::string& rival = study.points[duel.rival].variant;
    const MetricScale scale = scaleOf(study.targetMetric);
    std::string text = name + " against " + rival + ": " + study.targetMetric + " "
        + scale.change(duel.target.value) + unitOf(scale) + " (" + scale.interval(duel.target) + ")"
        + (isCertain(duel.target) ? "" : ", not told apart");
    if (!duel.rise)
        return text + ".";
    text += "; rise of the cross-entropy " + kNats.change(duel.rise->value) + " nats ("
        + kNats.interval(*duel.rise) + ")" + (isCertain(*duel.rise) ? "" : ", not told apart");
    if (duel.halfRise && duel.halfRise->high < 0.0)
        text += "; less than half as much is forgotten";
    return text + ".";
}

std::vector<std::string> headOf(const Study& study)
{
    std::vector<std::string> head{"", "seeds", study.targetTask + ", " + study.targetMetric,
        "± over seeds", "against the base", "cross-entropy rise, nats"};
    for (const std::string& task : study.otherTasks)
        head.push_back(task + ", change");
    return head;
}

std::string metricOfTask(const std::string& task)
{
    return task.substr(task.rfind(' ') + 1);
}

std::vector<std::string> rowOf(const Study& study, const StudyPoint& point)
{
    const MetricScale scale = scaleOf(study.targetMetric);
    std::vector<std::string> row{point.label(), std::to_string(point.seeds),
        scale.estimate(point.target), point.seeds > 1 ? scale.text(point.deviation) : kMissing,
        changeWithInterval(point.gain, study.targetMetric),
        point.rise ? changeWithInterval(*point.rise, "cross_entropy") : kMissing};
    for (size_t i = 0; i < study.otherTasks.size(); ++i)
        row.push_back(point.changes[i]
                ? changeWithInterval(*point.changes[i], metricOfTask(study.otherTasks[i]))
                : kMissing);
    return row;
}

StudyTable tableOf(const Study& study, bool blends)
{
    StudyTable table{headOf(study)};
    for (const StudyPoint& point : study.points)
        if ((point.blend.kind != Blend::Kind::None) == blends)
            table.push_back(rowOf(study, point));
    return table;
}

} // namespace

std::string changeWithInterval(const Estimate& estimate, const std::string& metric)
{
    const MetricScale scale = scaleOf(metric);
    return scale.change(estimate.value) + " (" + scale.interval(estimate) + ")";
}

std::string studyIntroduction(const Study& study)
{
    int64_t least = study.points.empty() ? 0 : study.points.front().seeds;
    int64_t most = least;
    for (const StudyPoint& point : study.points) {
        least = std::min(least, point.seeds);
        most = std::max(most, point.seeds);
    }
    const std::string seeds = least == most
        ? std::to_string(most) + (most == 1 ? " seed" : " seeds")
        : std::to_string(least) + " to " + std::to_string(most) + " seeds";
    const MetricScale scale = scaleOf(study.targetMetric);
    return "Trained on " + study.targetTask + " (" + std::to_string(study.targetRows)
        + " rows measured; the base has " + study.targetMetric + " " + scale.estimate(study.base)
        + "), " + seeds + " of each variant. Figures are means over seeds; 95 % intervals in "
        + (most > 1 ? "brackets hold for other seeds and other rows."
                    : "brackets hold for other rows, not for other seeds.")
        + " Forgetting is the rise of the cross-entropy over the base's, averaged over the texts.";
}

std::vector<std::string> studyAnswers(const Study& study)
{
    std::vector<std::string> answers;
    for (const StudyVerdict& verdict : study.verdicts)
        answers.push_back(answer(study, verdict));
    for (const StudyDuel& one : study.rivals)
        answers.push_back(rival(study, one));
    return answers;
}

std::vector<std::string> studyDuels(const Study& study)
{
    std::vector<std::string> duels;
    for (const StudyDuel& one : study.duels)
        duels.push_back(duel(study, one));
    return duels;
}

StudyTable variantTable(const Study& study)
{
    return tableOf(study, false);
}

StudyTable blendTable(const Study& study)
{
    return tableOf(study, true);
}

} // namespace interweave
