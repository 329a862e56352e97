// SPDX-License-Identifier: Apache-2.0
#include "core/api/forgetting_view.h"
#include "core/api/learning_points.h"

#include "suites.h"

#include <QtTest>

#include <cmath>

using namespace interweave;

namespace {

/// `right` of so many rows, with an interval of ±3 points.
StoredEvaluation answers(const std::string& task, const std::string& branch, int64_t right)
{
    constexpr int64_t kRows = 100;
    StoredEvaluation stored;
    stored.finished = true;
    stored.result.task = task;
    stored.result.file = "/suite/" + task + ".jsonl";
    stored.result.branch = branch;
    stored.result.score.rows = kRows;
    const double share = static_cast<double>(right) / static_cast<double>(kRows);
    MetricResult figure{"EM", {share, share - 0.03, share + 0.03}, "wilson", {}};
    for (int64_t row = 0; row < kRows; ++row)
        figure.rows.push_back(row < right ? 1.0 : 0.0);
    stored.result.score.metrics = {figure};
    return stored;
}

StoredEvaluation texts(const std::string& branch, double nats)
{
    StoredEvaluation stored;
    stored.finished = true;
    stored.result.task = "stories";
    stored.result.branch = branch;
    stored.result.score.rows = 20;
    stored.result.score.metrics
        = {{"cross_entropy", {nats, nats - 0.01, nats + 0.01}, "bootstrap", {}}};
    for (int64_t text = 0; text < 20; ++text)
        stored.result.texts.push_back({50, nats});
    return stored;
}

RunRecord runOf(const std::string& name, bool siamese, std::vector<StoredEvaluation> evaluations)
{
    RunRecord record;
    record.run.summary.id = "id-" + name;
    record.run.summary.name = name;
    record.run.summary.model = "/model";
    record.run.summary.recipe = std::string("method:\n  siamese: ") + (siamese ? "true" : "false")
        + "\neval:\n  suite: /suite/suite.yaml\n";
    record.evaluations = std::move(evaluations);
    return record;
}

/// Plain LoRA forgets facts and learns where; the gate learns as much and keeps most.
std::vector<RunRecord> bothRuns()
{
    return {runOf("imsm", true,
                {answers("facts", "interwoven", 85), answers("where", "interwoven", 99),
                    texts("interwoven", 1.5)}),
        runOf("lora", false,
            {answers("facts", "base", 98), answers("where", "base", 0), texts("base", 0.5),
                answers("facts", "tuned", 6), answers("where", "tuned", 100),
                texts("tuned", 4.0)})};
}

} // namespace

void TestForgettingView::setsRunsSideBySide()
{
    const ForgettingView view = forgettingViewOf(bothRuns());
    QCOMPARE(view.voices.size(), size_t{3});
    QCOMPARE(view.voices[0].label, std::string("base"));
    QCOMPARE(view.voices[2].label, std::string("lora"));
    QCOMPARE(view.tasks.size(), size_t{3});
    QCOMPARE(view.tasks[0].label, std::string("facts"));
    QCOMPARE(view.tasks[0].scores[0]->value, 0.98);
    QCOMPARE(*view.tasks[0].kept[0], 1.0);
    QCOMPARE(*view.tasks[0].kept[1], 0.85 / 0.98);
    QVERIFY(!view.tasks[1].kept[1]); // the base could not do it
    QVERIFY(!view.tasks[2].kept[1]); // nats
    QVERIFY(view.tasks[2].lowerIsBetter && !view.tasks[2].percent);

    const RunOutcome& imsm = view.outcomes[0];
    QVERIFY(imsm.siamese);
    QCOMPARE(imsm.changes[0].verdict, std::string("lost"));
    QCOMPARE(imsm.changes[1].verdict, std::string("learned"));
    QCOMPARE(imsm.targetGain->value, 0.99);
    QVERIFY(qAbs(imsm.averageForgetting->value - 0.13) < 1e-12);
    QVERIFY(qAbs(imsm.meanKept->value - 85.0 / 98.0) < 1e-12);
    QCOMPARE(imsm.changes[*imsm.worst].task, size_t{0});
    QVERIFY(qAbs(imsm.crossEntropyRise->value - 1.0) < 1e-12);
}

/// Against the plain run, wherever it stands.
void TestForgettingView::saysWhatMayBeSaid()
{
    const ForgettingView view = forgettingViewOf(bothRuns());
    QCOMPARE(view.claims.size(), size_t{3});
    const ForgettingClaim& facts = view.claims[0];
    QCOMPARE(facts.better, size_t{0});
    QCOMPARE(facts.worse, size_t{1});
    QVERIFY(facts.certain && !facts.target);
    QVERIFY(qAbs(facts.change.value - 0.79) < 1e-12);
    QVERIFY(facts.change.low > 0.6 && facts.change.high < 0.95);
    const ForgettingClaim& where = view.claims[1];
    QCOMPARE(where.better, size_t{1}); // by a hair
    QVERIFY(!where.certain && where.target);
    QVERIFY(where.change.low <= 0.0 && where.change.value > 0.0);
}

void TestForgettingView::claimsTheLowerCrossEntropyAsBetter()
{
    const ForgettingClaim stories = forgettingViewOf(bothRuns()).claims[2];
    QCOMPARE(stories.better, size_t{0});
    QVERIFY(stories.certain);
    QCOMPARE(stories.change.value, -2.5);
}

void TestForgettingView::hasScoresWithoutRows()
{
    std::vector<RunRecord> runs = bothRuns();
    for (RunRecord& run : runs)
        for (StoredEvaluation& evaluation : run.evaluations) {
            evaluation.result.score.metrics[0].rows.clear();
            evaluation.result.texts.clear();
        }
    const ForgettingView view = forgettingViewOf(runs);
    QCOMPARE(view.tasks[0].scores[1]->value, 0.85);
    QVERIFY(view.outcomes[0].changes.empty() && !view.outcomes[0].meanKept);
    QVERIFY(view.claims.empty());
    QVERIFY(forgettingViewOf({}).outcomes.empty());
}

void TestForgettingView::placesEveryRun()
{
    std::vector<RunRecord> runs = bothRuns();
    runs.push_back(runOf("new", false, {}));
    runs[1].run.summary.adapterFolder = "/runs/lora/adapter";
    // Learned a little: inside the base's interval, so it does not count as a rise.
    runs.push_back(
        runOf("shy", false, {answers("facts", "tuned", 98), answers("where", "tuned", 4)}));
    const std::vector<LearningPoint> points = learningPointsOf(runs);
    QCOMPARE(points.size(), size_t{4});
    QCOMPARE(points[0].figures.learned->value, 0.99);
    // One task each: ±3 points of the run and of the base.
    QVERIFY(qAbs(points[0].figures.learned->low - (0.99 - 0.03 * std::sqrt(2.0))) < 1e-12);
    QVERIFY(qAbs(points[0].figures.forgotten->high - (0.13 + 0.03 * std::sqrt(2.0))) < 1e-12);
    QVERIFY(qAbs(points[0].figures.forgotten->value - 0.13) < 1e-12);
    QCOMPARE(points[1].figures.learned->value, 1.0);
    QVERIFY(points[1].trained && points[1].measured);
    QCOMPARE(points[1].suite, std::string("/suite/suite.yaml"));
    QVERIFY(!points[2].measured && !points[2].figures.learned && !points[2].trained);
    QCOMPARE(points[3].figures.learned->value, 0.0);
    QCOMPARE(points[3].figures.learned->high, 0.0);
    QVERIFY(qAbs(points[3].figures.forgotten->value + 0.02) < 1e-12);
    QCOMPARE(points[3].model, points[0].model);
}

void TestForgettingView::looksAtOneSuite()
{
    std::vector<RunRecord> runs = bothRuns();
    for (RunRecord& run : runs)
        for (StoredEvaluation& evaluation : run.evaluations)
            evaluation.result.suite = evaluation.result.task == "stories" ? "texts" : "skills";
    QCOMPARE(forgettingViewOf(runs).tasks.size(), size_t{3});
    const ForgettingView skills = forgettingViewOf(runs, "skills");
    QCOMPARE(skills.suites, (std::vector<std::string>{"skills", "texts"}));
    QCOMPARE(skills.tasks.size(), size_t{2});
    QVERIFY(skills.outcomes[0].meanKept && !skills.outcomes[0].crossEntropyRise);
    QVERIFY(forgettingViewOf(runs, "texts").outcomes[0].crossEntropyRise);

    const std::vector<LearningPoint> points = learningPointsOf(runs, "texts");
    QVERIFY(points[0].measured); // on another suite
    QVERIFY(!points[0].figures.learned);
    QVERIFY(learningPointsOf(runs, "skills")[0].figures.learned);
}

/// LoRA's adapter scaled to a half keeps more and learns less; a step that was measured on one task
/// only has no place.
void TestForgettingView::walksFromBaseToTuned()
{
    std::vector<RunRecord> runs = bothRuns();
    const auto blended = [](StoredEvaluation evaluation, double tuned) {
        evaluation.origin.blend = {Blend::Kind::AdapterScale, tuned};
        return evaluation;
    };
    for (const auto& [tuned, facts, where, nats] :
        {std::tuple(1.0, 6, 100, 4.0), std::tuple(0.5, 80, 40, 1.0)}) {
        runs[1].blends.push_back(blended(answers("facts", "tuned", facts), tuned));
        runs[1].blends.push_back(blended(answers("where", "tuned", where), tuned));
        runs[1].blends.push_back(blended(texts("tuned", nats), tuned));
    }
    runs[1].blends.push_back(blended(answers("where", "tuned", 20), 0.2));
    const std::vector<LearningPoint> points = learningPointsOf(runs);
    QVERIFY(points[0].curves.empty());
    QCOMPARE(points[1].curves.size(), size_t{1});
    const LearningCurve& curve = points[1].curves.front();
    QCOMPARE(curve.kind, Blend::Kind::AdapterScale);
    QCOMPARE(curve.steps.size(), size_t{2});
    QCOMPARE(curve.steps[0].tuned, 0.5);
    QCOMPARE(curve.steps[0].figures.learned->value, 0.4);
    QVERIFY(qAbs(curve.steps[0].figures.forgotten->value - 0.18) < 1e-12);
    QCOMPARE(*curve.steps[0].figures.rise, 0.5);
    QCOMPARE(curve.steps[1].figures.forgotten->value, points[1].figures.forgotten->value);
    QCOMPARE(*points[0].figures.rise, 1.0);

    // Learned 0.99, 1, 0.4; forgotten 0.13, 0.92, 0.18; rise 1, 3.5, 0.5.
    const std::vector<LearningFigures> figures{
        points[0].figures, points[1].figures, curve.steps[0].figures, {}};
    QCOMPARE(learningFront(figures, ForgettingMeasure::Points), (std::vector<size_t>{0, 1}));
    QCOMPARE(learningFront(figures, ForgettingMeasure::TextRise), (std::vector<size_t>{2, 0, 1}));
    runs[1].blends.clear();
    QVERIFY(learningPointsOf(runs)[1].curves.empty());
}
