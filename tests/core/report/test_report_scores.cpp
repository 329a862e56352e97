// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"
#include "suites.h"

#include "core/report/cost.h"
#include "core/report/forgetting.h"
#include "core/report/sample_groups.h"
#include "core/report/scores.h"
#include "core/report/seeds.h"

#include <QtTest>

#include <cmath>

using namespace interweave;

namespace {

RunRecord runOf(const std::string& id, bool siamese)
{
    RunRecord record;
    record.run.summary.id = id;
    record.run.summary.name = id;
    record.run.summary.model = "/model";
    record.run.summary.recipe
        = siamese ? "method:\n  siamese: true\n" : "method:\n  siamese: false\n";
    return record;
}

double valueOf(const StoredEvaluation* evaluation)
{
    return mainMetric(evaluation) ? mainMetric(evaluation)->estimate.value : -1.0;
}

StoredSample sampleOf(const std::string& prompt, Branch branch, const std::string& text)
{
    StoredSample sample;
    sample.prompt = prompt;
    sample.answers.push_back({branch, {}});
    sample.answers.back().generation.text = text;
    return sample;
}

} // namespace

/// No step beats any step, a high step a low one, then the newer one counts; unfinished ones never.
void TestReportScores::takesTheNewestScore()
{
    RunRecord run = runOf("a", false);
    const auto add = [&](int64_t right, std::optional<int64_t> step, const std::string& created,
                         bool finished) {
        StoredEvaluation result = answersResult("facts", "tuned", 100, right);
        result.step = step;
        result.created = created;
        result.finished = finished;
        run.evaluations.push_back(std::move(result));
    };
    const auto final = [&] {
        const std::vector<RunView> views = viewsOf({&run, 1});
        return valueOf(scoresOf(views).tasks.at(0).results.at(1));
    };
    add(20, 100, "2026-01-01T00:00:02Z", true);
    add(10, 50, "2026-01-01T00:00:05Z", true); // measured again after going back
    QCOMPARE(final(), 0.2);
    add(30, 100, "2026-01-01T00:00:06Z", true);
    QCOMPARE(final(), 0.3);
    add(50, {}, "2026-01-01T00:00:09Z", true);
    add(40, {}, "2026-01-01T00:00:08Z", true);
    add(60, {}, "2026-01-01T00:00:10Z", false);
    QCOMPARE(final(), 0.5);
}

void TestReportScores::sharesTheBase()
{
    std::vector<RunRecord> runs{runOf("lora", false), runOf("imsm", true)};
    runs[0].evaluations = {answersResult("facts", "base", 50, 25),
        answersResult("facts", "base", 100, 98), answersResult("facts", "tuned", 100, 6)};
    runs[1].evaluations = {answersResult("facts", "interwoven", 100, 85)};
    const std::vector<RunView> views = viewsOf(runs);
    const Scores scores = scoresOf(views);
    QCOMPARE(scores.tasks.size(), size_t{1}); // no run did the base's 50 rows
    QCOMPARE(valueOf(scores.tasks[0].base()), 0.98);
    QCOMPARE(scores.voices.size(), size_t{3});
    const std::vector<RunForgetting> forgetting = forgettingOf(scores, views);
    QCOMPARE(forgetting[0].changes.size(), size_t{1});
    QCOMPARE(forgetting[1].changes.size(), size_t{1});
}

void TestReportScores::keepsModelsApart()
{
    std::vector<RunRecord> runs{runOf("small", false), runOf("large", false)};
    runs[1].run.summary.model = "/large";
    runs[0].evaluations
        = {answersResult("facts", "base", 100, 50), answersResult("facts", "tuned", 100, 40)};
    runs[1].evaluations = {answersResult("facts", "tuned", 100, 70)};
    const Scores scores = scoresOf(viewsOf(runs));
    QCOMPARE(scores.tasks.size(), size_t{2});
    QCOMPARE(valueOf(scores.tasks[0].base()), 0.5);
    QVERIFY(!scores.tasks[1].base());
    QCOMPARE(scores.tasks[1].label, std::string("facts, /large"));

    runs[1].run.summary.model = "/model";
    for (StoredEvaluation& result : runs[0].evaluations)
        result.origin.modelHash = "abc"; // which weights these are, only one run says
    QCOMPARE(scoresOf(viewsOf(runs)).tasks.size(), size_t{1});

    runs[0].run.summary.model = "/elsewhere/large"; // the same weights at another place
    for (RunRecord& run : runs)
        for (StoredEvaluation& result : run.evaluations)
            result.origin.modelHash = "abc";
    QCOMPARE(scoresOf(viewsOf(runs)).tasks.size(), size_t{1});
}

void TestReportScores::saysWhatWasForgotten()
{
    const std::vector<RunRecord> runs = tinyRuns();
    const std::vector<RunView> views = viewsOf(runs);
    const Scores scores = scoresOf(views);
    const std::vector<RunForgetting> forgetting = forgettingOf(scores, views);
    for (const RunForgetting& run : forgetting) {
        QCOMPARE(run.tasks(scores, Verdict::Learned), std::vector<std::string>{"where"});
        QCOMPARE(run.tasks(scores, Verdict::Lost),
            (std::vector<std::string>{"facts", "sums", "sentences", "stories"}));
    }
    QCOMPARE(
        forgetting[1].changes[0].retention.score.value, 0.85); // the gate's, not the tuned half's
    QVERIFY(std::abs(forgetting[1].changes[0].retention.kept->value - 255.0 / 294.0) < 1e-12);
    QVERIFY(std::abs(forgetting[1].meanKept->value - (255.0 / 294 + 200.0 / 293 + 220.0 / 300) / 3)
        < 1e-12);

    const StoredEvaluation base = answersResult("facts", "base", 100, 50);
    const StoredEvaluation same = answersResult("facts", "tuned", 100, 50);
    QVERIFY(verdictOf(*pairedChange(&base, &same)) == Verdict::Kept);
    QCOMPARE(pairedChange(&base, &same)->change.value, 0.0);
}

void TestReportScores::needsRowsToCompare()
{
    StoredEvaluation base = answersResult("facts", "base", 100, 50);
    const StoredEvaluation other = answersResult("facts", "tuned", 90, 50);
    QVERIFY(!pairedChange(&base, &other)); // another number of rows
    const StoredEvaluation same = answersResult("facts", "tuned", 100, 20);
    QVERIFY(pairedChange(&base, &same));
    base.result.score.metrics[0].rows.clear(); // the rows were not kept
    QVERIFY(!pairedChange(&base, &same));
    StoredEvaluation text = textResult("stories", "base", 0.4);
    const StoredEvaluation tuned = textResult("stories", "tuned", 0.5);
    QVERIFY(pairedChange(&text, &tuned));
    text.result.texts.clear();
    QVERIFY(!pairedChange(&text, &tuned));
    QVERIFY(!pairedChange(nullptr, &tuned) && !pairedChange(&tuned, nullptr));
}

void TestReportScores::coloursRuns()
{
    std::vector<RunRecord> runs{
        runOf("a", false), runOf("a", true), runOf("a", true), runOf("", false)};
    runs[2].run.summary.recipe = "{ broken: [";
    runs[2].series.push_back(seriesOf("gate_mean", {0.5}));
    const std::vector<RunView> views = viewsOf(runs);
    QCOMPARE(views[0].colour, std::string("tuned"));
    QCOMPARE(views[1].colour, std::string("interwoven"));
    QCOMPARE(views[2].colour, std::string("run-a"));
    QVERIFY(views[2].siamese); // its series says so
    QCOMPARE(views[1].label, std::string("a #2"));
    QCOMPARE(views[2].label, std::string("a #3"));
    QCOMPARE(views[3].label, std::string("run"));
}

void TestReportScores::measuresCost()
{
    RunRecord run = runOf("a", true);
    QVERIFY(!costOf(run).stepSeconds && !costOf(run).peakBytes && !costOf(run).evaluationSpeed);
    run.series = {{"elapsed_seconds", {1, 2, 4, 5}, {1.0, 1.5, 2.5, 9.5}},
        seriesOf("tokens_per_second", {100, NAN, 300, 200}), seriesOf("resident_bytes", {5, 9, 7})};
    run.evaluations
        = {answersResult("facts", "base", 100, 1), answersResult("facts", "tuned", 100, 1),
            answersResult("sums", "tuned", 100, 1), textResult("stories", "tuned", 1.0)};
    const RunCost cost = costOf(run);
    QCOMPARE(cost.stepSeconds, std::optional(0.5));
    QCOMPARE(cost.stepSecondsLow, std::optional(0.5));
    QCOMPARE(cost.stepSecondsHigh, std::optional(3.75));
    QCOMPARE(cost.measuredSteps, int64_t{3});
    QCOMPARE(cost.trainingSeconds, std::optional(9.5));
    QCOMPARE(cost.tokensPerSecond, std::optional(200.0));
    QCOMPARE(cost.peakBytes, std::optional(9.0));
    // Two branches of facts in a quarter of a second together, sums in another.
    QCOMPARE(cost.evaluationSpeed, std::optional(1200.0 / 0.5));
}

/// Two methods with three seeds each, one seed of the second measured by another name.
void TestReportScores::groupsSeeds()
{
    std::vector<RunRecord> records;
    const auto add = [&](const char* method, int seed, int64_t right) {
        RunRecord run = runOf(std::string(method) + "-seed-" + std::to_string(seed), false);
        run.run.summary.recipe = "name: x" + std::to_string(seed) + "\nmethod:\n  peft: " + method
            + "\ntrain:\n  seed: " + std::to_string(seed) + "\n";
        run.evaluations = {answersResult("facts", "tuned", 100, right)};
        records.push_back(std::move(run));
    };
    for (int seed = 1; seed <= 3; ++seed) {
        add("lora", seed, 50 + seed);
        add("dora", seed, 70 + seed);
    }
    add("ia3", 1, 10); // a seed alone is no group
    const std::vector<RunView> runs = viewsOf(records);
    const std::vector<SeedGroup> groups = seedGroups(runs);
    QCOMPARE(groups.size(), size_t{2});
    QCOMPARE(groups[0].label, std::string("lora"));
    QCOMPARE(groups[1].label, std::string("dora"));
    QVERIFY(groups[1].runs == (std::vector<size_t>{1, 3, 5}));
    const Scores scores = scoresOf(runs);
    const auto spread = spreadOf(scores, runs, groups[0], scores.tasks.at(0));
    QVERIFY(std::abs(spread->mean.value - 0.52) < 1e-12);
    QVERIFY(std::abs(spread->deviation - 0.01) < 1e-12);
    QCOMPARE(spread->seeds, int64_t{3});
    const auto change = compareSeeds(scores, runs, groups[0], groups[1], scores.tasks[0]);
    QVERIFY(std::abs(change->difference.value - 0.2) < 1e-12);
    QVERIFY(isCertain(change->difference));
    QCOMPARE(change->seeds, int64_t{3});
    QCOMPARE(change->rows, int64_t{100});
    records.resize(2);
    QVERIFY(seedGroups(viewsOf(records)).empty());
}

void TestReportScores::groupsSamples()
{
    std::vector<RunRecord> runs{runOf("lora", false), runOf("imsm", true)};
    runs[0].samples = {sampleOf("p", Branch::Tuned, "sea"), sampleOf("q", Branch::Tuned, "hill"),
        sampleOf("p", Branch::Base, "the lake")};
    runs[1].samples
        = {sampleOf("p", Branch::Interwoven, "the lake"), sampleOf("p", Branch::Base, "the lake")};
    StoredSample traced;
    traced.prompt = "q";
    traced.trace.emplace();
    traced.trace->answer.resize(2);
    traced.trace->answer[0].token.text = "hi";
    traced.trace->answer[1].token.text = "ll";
    traced.trace->answer[1].gateMean = 0.25;
    runs[1].samples.push_back(traced);

    const std::vector<RunView> views = viewsOf(runs);
    const std::vector<PromptGroup> groups = sampleGroupsOf(views);
    QCOMPARE(groups.size(), size_t{2});
    QCOMPARE(groups[0].answers.size(), size_t{3}); // the base once
    QVERIFY(groups[0].answers[0].branch == Branch::Base && groups[0].answers[0].run == -1);
    QVERIFY(groups[0].answers[1].branch == Branch::Tuned && !groups[0].answers[1].equalsBase);
    QVERIFY(groups[0].answers[2].branch == Branch::Interwoven && groups[0].answers[2].equalsBase);
    QCOMPARE(groups[1].answers[1].text, std::string("hill")); // from the trace alone
    QCOMPARE(groups[1].answers[1].tokens[1].baseShare, std::optional(0.25));
}
