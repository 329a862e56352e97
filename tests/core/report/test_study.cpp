// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"
#include "suites.h"

#include "core/report/study.h"
#include "core/support/error.h"

#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace interweave;

namespace {

constexpr int64_t kRows = 400;

RunRecord runOf(const std::string& variant, bool siamese, int seed)
{
    RunRecord record;
    record.run.summary.id = variant + std::to_string(seed);
    record.run.summary.recipe = std::string("method:\n  siamese: ") + (siamese ? "true" : "false")
        + "\ntrain:\n  seed: " + std::to_string(seed) + "\n";
    record.run.tags = {"sweep:s", "variant:" + variant};
    return record;
}

void add(std::vector<StoredEvaluation>& into, const std::string& branch, int64_t right, double nats,
    const Blend& blend = {})
{
    into.push_back(answersResult("task", branch, kRows, right));
    into.push_back(textResult("text", branch, nats));
    for (size_t i = into.size() - 2; i < into.size(); ++i) {
        into[i].finished = true;
        into[i].origin.blend = blend;
    }
}

/// The base has 100 of 400 right and 3.0 nats; LoRA 300 and 3.1, its scaled adapter lies on the
/// straight way between; the siamese one has what it is given, a row and a millinat more or less
/// from seed to seed.
std::vector<RunRecord> studyRuns(int64_t siameseRight, double siameseNats)
{
    std::vector<RunRecord> runs;
    for (const int seed : {1, 2, 3}) {
        RunRecord lora = runOf("lora", false, seed);
        if (seed == 1)
            add(lora.evaluations, "base", 100, 3.0);
        add(lora.evaluations, "tuned", 299 + seed, 3.099 + 1e-3 * seed);
        for (const Blend& blend : blendSweep(Blend::Kind::AdapterScale))
            add(lora.blends, "tuned",
                100 + static_cast<int64_t>(std::lround(blend.tuned * (199 + seed))),
                3.0 + blend.tuned * (0.099 + 1e-3 * seed), blend);
        RunRecord imsm = runOf("imsm", true, seed);
        add(imsm.evaluations, "interwoven", siameseRight - 2 + seed,
            siameseNats + 1e-3 * (seed - 2));
        runs.push_back(std::move(lora));
        runs.push_back(std::move(imsm));
    }
    return runs;
}

const StudyPoint& pointOf(const Study& study, const std::string& label)
{
    return *std::ranges::find(study.points, label, &StudyPoint::label);
}

} // namespace

void TestStudy::placesWhatWasTrained()
{
    const Study study = studyOf(studyRuns(300, 3.02), "A study");
    QCOMPARE(study.targetTask, std::string("task"));
    QCOMPARE(study.targetRows, kRows);
    QCOMPARE(study.otherTasks, std::vector<std::string>{"text, cross_entropy"});
    QCOMPARE(study.points.size(), size_t{13});
    QCOMPARE(study.points[0].label(), std::string("lora"));
    QCOMPARE(study.points[1].label(), std::string("imsm"));
    const StudyPoint& imsm = study.points[1];
    QCOMPARE(imsm.seeds, 3);
    QVERIFY(std::abs(imsm.target.value - 0.75) < 1e-9);
    QVERIFY(std::abs(imsm.gain.value - 0.5) < 1e-9);
    QVERIFY(std::abs(imsm.deviation - 1.0 / kRows) < 1e-9);
    QVERIFY(std::abs(imsm.rise->value - 0.02) < 1e-3); // the fixture's texts spread around it
    QVERIFY(imsm.rise->low < imsm.rise->value && imsm.rise->value < imsm.rise->high);
    const StudyPoint& half = pointOf(study, "lora, adapter scale 0.5");
    QVERIFY(std::abs(half.gain.value - 0.2525) < 2e-3);
    QVERIFY(std::abs(half.rise->value - 0.0505) < 1e-3);
}

/// Seeds move all texts together: a mean over two equal texts is no surer of other seeds than one.
void TestStudy::seedsMoveTheTextsTogether()
{
    const auto riseOf = [](bool twice) {
        std::vector<RunRecord> runs = studyRuns(300, 3.02);
        for (RunRecord& run : runs)
            for (auto* results : {&run.evaluations, &run.blends}) {
                std::vector<StoredEvaluation> copies;
                for (StoredEvaluation one : *results)
                    if (one.result.task == "text") {
                        one.result.task = "text again";
                        copies.push_back(std::move(one));
                    }
                if (twice)
                    results->insert(results->end(), copies.begin(), copies.end());
            }
        return *pointOf(studyOf(runs, "A study"), "lora").rise;
    };
    const Estimate once = riseOf(false);
    const Estimate twice = riseOf(true);
    QVERIFY(std::abs(once.value - twice.value) < 1e-12);
    QVERIFY(std::abs((twice.high - twice.low) / (once.high - once.low) - 1.0) < 0.1);
}

void TestStudy::saysWhatMayBeSaid()
{
    using Outcome = StudyVerdict::Outcome;
    const auto verdictOf = [](int64_t right, double nats) {
        const Study study = studyOf(studyRuns(right, nats), "A study");
        return std::pair(study.verdicts.at(0), study.duels.at(0));
    };
    const auto [outside, half] = verdictOf(300, 3.02); // as good as LoRA, a fifth forgotten
    QCOMPARE(outside.outcome, Outcome::Outside);
    QVERIFY(!outside.nearest);
    QVERIFY(half.halfRise->high < 0.0);
    QVERIFY(outside.added->low > 0.0);
    QVERIFY(half.target.low <= 0.0 && half.target.high >= 0.0);
    const auto [dominated, worse] = verdictOf(150, 3.12); // worse in both
    QCOMPARE(dominated.outcome, Outcome::Dominated);
    QCOMPARE(dominated.added->value, 0.0);
    QCOMPARE(verdictOf(220, 3.06).first.outcome, Outcome::Open); // on the way itself
    QVERIFY(verdictOf(220, 3.06).first.nearest.has_value());
}

/// At 75 % right only LoRA as it is learns as much; at 50 % its adapter scaled to a half is the
/// better rival.
void TestStudy::namesTheBestWithoutAGate()
{
    const auto check = [](int64_t right, double least, double most) {
        const Study study = studyOf(studyRuns(right, 3.02), "A study");
        const StudyDuel& duel = study.rivals.at(0);
        const StudyPoint& rival = study.points[duel.rival];
        QVERIFY(rival.blend.tuned > least && rival.blend.tuned < most);
        const double half = study.points[duel.point].rise->value - 0.5 * rival.rise->value;
        QVERIFY(std::abs(duel.halfRise->value - half) < 1e-9);
        QVERIFY(QString::fromStdString(studyMarkdown(study)).contains("forgets least: a rise of"));
    };
    check(300, 0.85, 1.01);
    check(200, 0.35, 0.65);
}

/// A variant that was trained once is compared by the seed that both have.
void TestStudy::comparesBySharedSeeds()
{
    std::vector<RunRecord> runs = studyRuns(300, 3.02);
    RunRecord once = runOf("once", false, 2);
    add(once.evaluations, "tuned", 280, 3.05);
    runs.push_back(std::move(once));
    const Study study = studyOf(runs, "A study");
    QCOMPARE(pointOf(study, "once").seeds, 1);
    const auto duel = std::ranges::find_if(study.duels,
        [&](const StudyDuel& one) { return study.points[one.rival].variant == "once"; });
    QVERIFY(duel != study.duels.end());
    QVERIFY(std::abs(duel->target.value - 0.05) < 1e-9);
}

void TestStudy::needsASweepAndABase()
{
    QVERIFY_EXCEPTION_THROWN(studyOf({}, "none"), Error);
    std::vector<RunRecord> runs = studyRuns(300, 3.02);
    std::erase_if(runs.front().evaluations,
        [](const StoredEvaluation& one) { return one.result.branch == "base"; });
    QVERIFY_EXCEPTION_THROWN(studyOf(runs, "no base"), Error);
    runs.front().run.tags.clear();
    QVERIFY_EXCEPTION_THROWN(studyOf(runs, "no sweep"), Error);
}

void TestStudy::writesAPageAndMarkdown()
{
    std::vector<RunRecord> runs = studyRuns(300, 3.02);
    for (RunRecord& run : runs)
        for (std::string& tag : run.run.tags)
            if (tag == "variant:imsm")
                tag = "variant:im<s>|m";
    const Study study = studyOf(runs, "A <study>");
    const QString page = QString::fromStdString(renderStudy(study, "today"));
    QXmlStreamReader xml(page);
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(page.contains("lies outside what scaling the adapter of lora reaches"));
    QVERIFY(!page.contains("<s>"));
    const QString markdown = QString::fromStdString(studyMarkdown(study));
    QVERIFY(markdown.startsWith("# A <study>\n"));
    QVERIFY(markdown.contains("lies outside"));
    QVERIFY(markdown.contains("| im<s>\\|m | 3 | 75.0 ("));
    QVERIFY(markdown.contains("less than half as much is forgotten"));
}
