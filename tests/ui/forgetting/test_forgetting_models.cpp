// SPDX-License-Identifier: Apache-2.0
#include "ui/models/forgetting_figures.h"
#include "ui/models/forgetting_summary.h"
#include "ui/models/forgetting_table.h"
#include "ui/models/forgetting_words.h"
#include "ui/models/measured_runs.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

namespace interweave::ui {

namespace {

const QString kMinus = QString(QChar(0x2212));

TaskOutcome outcomeOf(size_t task, double base, double score, const std::string& verdict)
{
    TaskOutcome outcome{task, {}, verdict};
    outcome.retention.base = {base, base, base};
    outcome.retention.score = {score, score, score};
    outcome.retention.change = {score - base, score - base - 0.02, score - base + 0.02};
    if (base > 0.0)
        outcome.retention.kept = Estimate{score / base, score / base - 0.04, score / base + 0.04};
    return outcome;
}

Estimate around(double value)
{
    return {value, value - 0.02, value + 0.03};
}

/// lora and imsm on facts (a share) and stories (a text).
ForgettingView twoRuns()
{
    ForgettingView view;
    view.voices = {{"base", "", "base", false}, {"lora", "a", "tuned", true},
        {"imsm tuned", "b", "tuned", false}, {"imsm", "b", "interwoven", true}};
    view.tasks = {{"facts", "EM", false, true, 300,
                      {Estimate{0.98, 0.957, 0.991}, Estimate{0.06, 0.04, 0.1}, {},
                          Estimate{0.87, 0.83, 0.9}}},
        {"stories", "cross_entropy", true, false, 60,
            {Estimate{0.445, 0.43, 0.46}, Estimate{3.92, 3.8, 4.0}, {}, Estimate{1.13, 1.1, 1.2}}}};
    RunOutcome lora{"a", "lora", false, {outcomeOf(0, 0.98, 0.06, "lost")}, around(0.061), {},
        around(0.92), 0, around(3.475)};
    RunOutcome imsm{"b", "imsm", true, {outcomeOf(0, 0.98, 0.87, "lost")}, around(0.888),
        around(0.97), around(0.11), 0, around(0.685)};
    view.outcomes = {lora, imsm};
    view.claims = {
        {0, 1, 0, {0.81, 0.763, 0.853}, true, false}, {1, 1, 0, {-2.79, -2.9, -2.7}, true, false}};
    return view;
}

/// Without its tags and with breakable spaces.
QString plain(QString html)
{
    html.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    return html.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
}

LearningPoint point(const std::string& id, const std::string& model, bool measured = true)
{
    LearningPoint point;
    point.run = id;
    point.label = "run " + id;
    point.model = model;
    point.measured = measured;
    return point;
}

} // namespace

class TestForgettingModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesFigures()
    {
        QCOMPARE(ForgettingWords::figure(0.8671, true), QStringLiteral("86.7"));
        QCOMPARE(ForgettingWords::figure(1.0, true), QStringLiteral("100"));
        QCOMPARE(ForgettingWords::figure({}, true), QStringLiteral("–"));
        QCOMPARE(ForgettingWords::change(-0.015, true), kMinus + QStringLiteral("1.5"));
        QCOMPARE(ForgettingWords::change(0.0001, true), QStringLiteral("0"));
        QCOMPARE(ForgettingWords::estimate(Estimate{0.445, 0.43, 0.46}, false),
            QStringLiteral("0.445 (0.430 … 0.460)"));
    }

    void saysWhatIsCertain()
    {
        const QStringList said = ForgettingWords::sentences(twoRuns(), QStringLiteral("#2E7D4F"));
        QCOMPARE(said.size(), 2);
        QCOMPARE(plain(said[0]),
            QStringLiteral(
                "imsm keeps more of facts than lora: +81.0 points, 95 % interval 76.3 to "
                "85.3, n = 300."));
        QVERIFY(said[0].contains(QLatin1String("#2E7D4F")));
        QCOMPARE(plain(said[1]),
            QStringLiteral("imsm predicts stories better than lora: cross-entropy −2.79 nats, 95 % "
                           "interval −2.90 to −2.70, n = 60."));
    }

    void saysWhatCannotBeClaimed()
    {
        ForgettingView view = twoRuns();
        view.claims = {
            {0, 0, 1, {0.008, -0.015, 0.03}, false, true}, {0, 1, 0, {0.2, 0.1, 0.3}, true, true}};
        const QStringList said = ForgettingWords::sentences(view, {});
        QCOMPARE(plain(said[0]).section(QLatin1Char(':'), 0, 0),
            QStringLiteral("imsm learned more of facts than lora"));
        QCOMPARE(plain(said[1]),
            QStringLiteral(
                "On facts, no difference can be claimed (+0.8 points, 95 % interval −1.5 "
                "to 3.0, n = 300)."));
    }

    void saysOfOneRunWhatItKept()
    {
        ForgettingView view = twoRuns();
        view.outcomes.erase(view.outcomes.begin());
        view.claims.clear();
        view.outcomes[0].label = "<imsm>"; // what users wrote stands as text
        const QStringList said = ForgettingWords::sentences(view, {});
        QCOMPARE(said.size(), 1);
        QVERIFY(plain(said[0]).startsWith(QLatin1String("&lt;imsm&gt; keeps 88.8 % of facts")));

        TaskOutcome text = outcomeOf(1, 0.445, 1.13, "lost");
        text.retention.kept.reset(); // no share of what cannot be kept
        view.outcomes[0].changes = {text};
        QVERIFY(
            plain(ForgettingWords::sentences(view, {}).front())
                .contains(QLatin1String("predicts stories worse than its base: cross-entropy")));
    }

    void drawsTheBaseAndOwnBranches()
    {
        const ScoreBars shares = scoreBars(twoRuns(), true);
        QCOMPARE(shares.groups, QStringList{QStringLiteral("facts")});
        QCOMPARE(shares.voices.size(), size_t{3}); // without the gate's tuned half
        QCOMPARE(shares.voices[2].name, QStringLiteral("imsm"));
        QCOMPARE(shares.voices[2].bars[0]->value, 87.0);
        QVERIFY(shares.voices[1].colour.kind == VoiceColour::Kind::Tuned);
        const ScoreBars texts = scoreBars(twoRuns(), false);
        QCOMPARE(texts.groups, QStringList{QStringLiteral("stories")});
        QCOMPARE(texts.voices[0].bars[0]->value, 0.445);

        ForgettingView view = twoRuns();
        view.outcomes[0].changes[0].verdict = "learned";
        QCOMPARE(scoreBars(view, true).groups[0], QStringLiteral("facts (target)"));
    }

    void laysThePaperOverItsBars()
    {
        ForgettingView view = twoRuns();
        QVERIFY(scoreBars(view, true).paper.empty());
        view.paper = {{0, 0, {"ChatGLM3-6B", "ROPES", "", false, "facts", 58.47}},
            {0, 2, {"ChatGLM3-6B", "ROPES", "LoRA", true, "facts", 70.0}},
            {0, 3, {"ChatGLM3-6B", "ROPES", "LoRA", true, "facts", 79.15}}};
        const std::vector<PaperBar> bars = scoreBars(view, true).paper;
        QCOMPARE(bars.size(), size_t{2}); // the tuned half has no bar
        QCOMPARE(bars[0].name, QStringLiteral("Paper: ChatGLM3-6B, base"));
        QCOMPARE(bars[1].voice, 2); // of those that are drawn
        QCOMPARE(bars[1].percent, 79.15);
        QCOMPARE(bars[1].name, QStringLiteral("Paper: ChatGLM3-6B, LoRA + IMSM on ROPES"));
        QVERIFY(scoreBars(view, false).paper.empty());
    }

    void ringsWhatWasKept()
    {
        ForgettingView view = twoRuns();
        view.tasks[0].kept = {1.0, 0.06 / 0.98, {}, 0.87 / 0.98};
        view.tasks[1].kept.resize(4);
        view.tasks.push_back({"where", "EM", false, true, 300,
            {Estimate{}, Estimate{1, 1, 1}, {}, Estimate{1, 1, 1}},
            std::vector<std::optional<double>>(4)});
        const RetentionRadar radar = retentionRadar(view);
        QCOMPARE(radar.tasks, QStringList{QStringLiteral("facts")});
        QCOMPARE(radar.leftOut, QStringList{QStringLiteral("where")}); // the text is no share
        QCOMPARE(radar.voices.size(), size_t{3});
        QCOMPARE(*radar.voices[0].percent[0], 100.0);
        QCOMPARE(radar.voices[2].name, QStringLiteral("imsm"));
        QVERIFY(qAbs(*radar.voices[2].percent[0] - 88.78) < 0.01);
        QVERIFY(retentionRadar({}).voices.empty());
    }

    void givesEachRunItsColour()
    {
        ForgettingView view;
        for (const bool siamese : {true, true, false, false})
            view.outcomes.push_back({{}, {}, siamese, {}, {}, {}, {}, {}, {}});
        const std::vector<VoiceColour> colours = runColours(view);
        QVERIFY(colours[0].kind == VoiceColour::Kind::Interwoven);
        QVERIFY((colours[1] == VoiceColour{VoiceColour::Kind::Other, 0}));
        QVERIFY(colours[2].kind == VoiceColour::Kind::Tuned);
        QVERIFY((colours[3] == VoiceColour{VoiceColour::Kind::Other, 1}));
    }

    void tableHoldsEveryScore()
    {
        ForgettingTable table;
        const QAbstractItemModelTester tester(&table);
        table.setView(twoRuns());
        QCOMPARE(table.rowCount(), 2);
        QCOMPARE(table.columnCount(), 7);
        QCOMPARE(table.headerData(4, Qt::Horizontal).toString(), QStringLiteral("lora"));
        QCOMPARE(table.index(0, 3).data().toString(), QStringLiteral("98.0 (95.7 … 99.1)"));
        QCOMPARE(table.index(0, 5).data().toString(), QStringLiteral("–"));
        QCOMPARE(table.index(1, 1).data().toString(), QStringLiteral("cross_entropy, nats"));
        const QStringList lines = table.csv().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 4);
        QVERIFY(
            lines[0].startsWith(QLatin1String("task,metric,rows,base,base.low,base.high,lora")));
        QVERIFY(lines[1].startsWith(QLatin1String("facts,EM,300,0.98,0.957,0.991,0.06,")));
        QCOMPARE(lines[1].count(QLatin1Char(',')), lines[0].count(QLatin1Char(',')));
        table.setView({});
        QCOMPARE(table.rowCount(), 0);
    }

    void summaryHoldsEachRun()
    {
        ForgettingSummary summary;
        const QAbstractItemModelTester tester(&summary);
        summary.setView(twoRuns());
        QCOMPARE(summary.columnCount(), 2);
        QCOMPARE(summary.rowCount(), 5);
        const auto text
            = [&](int row, int column) { return summary.index(row, column).data().toString(); };
        QCOMPARE(text(ForgettingSummary::TargetGain, 0), QStringLiteral("–"));
        QCOMPARE(text(ForgettingSummary::TargetGain, 1), QStringLiteral("+97.0\n95.0 … 100"));
        QCOMPARE(text(ForgettingSummary::AverageForgetting, 1), QStringLiteral("11.0\n9.0 … 14.0"));
        QCOMPARE(text(ForgettingSummary::Retained, 1), QStringLiteral("88.8 %\n86.8 … 91.8"));
        QCOMPARE(
            text(ForgettingSummary::WorstTask, 0), QStringLiteral("facts −92.0\n−94.0 … −90.0"));
        const int texts = summary.rowCount() - 1; // the last row, whatever is above
        QCOMPARE(text(texts, 1), QStringLiteral("+0.685\n0.665 … 0.715"));

        ForgettingView sequence = twoRuns();
        sequence.outcomes[1].sequence = {"facts", "where"};
        sequence.outcomes[1].backwardTransfer = Estimate{-0.05, -0.08, -0.02};
        sequence.outcomes[1].forwardTransfer = Estimate{0.01, -0.01, 0.03};
        summary.setView(sequence);
        QCOMPARE(summary.rowCount(), 7);
        constexpr int backward = 4; // after the four that are always there
        QCOMPARE(text(backward, 0), QStringLiteral("–"));
        QCOMPARE(text(backward, 1), QStringLiteral("−5.0\n−8.0 … −2.0"));
        QCOMPARE(text(backward + 1, 1), QStringLiteral("+1.0\n−1.0 … 3.0"));
        QVERIFY(summary.index(backward, 1)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .endsWith(QStringLiteral("facts, then where")));
        QCOMPARE(text(6, 1), QStringLiteral("+0.685\n0.665 … 0.715"));
        summary.setView({});
        QCOMPARE(summary.rowCount(), 0);
    }

    void choosesTheNewestTwoOfAModel()
    {
        MeasuredRuns runs;
        const QAbstractItemModelTester tester(&runs);
        QVERIFY(runs.defaultChoice().isEmpty());
        runs.setRuns({point("1", "m"), point("2", "m"), point("3", "other"), point("4", "m"),
            point("5", "m", false)});
        QCOMPARE(runs.rowCount(), 4); // what was not measured is not there
        QCOMPARE(runs.defaultChoice(), (QStringList{QStringLiteral("4"), QStringLiteral("2")}));
        LearningPoint siamese = point("1", "m");
        siamese.siamese = true;
        runs.setRuns({siamese, point("2", "m"), point("3", "other"), point("4", "m")});
        QCOMPARE(runs.defaultChoice(), (QStringList{QStringLiteral("4"), QStringLiteral("1")}));
        runs.setRuns({point("1", "m"), point("2", "m"), point("3", "other"), point("4", "m")});
        runs.choose(runs.defaultChoice());
        QCOMPARE(runs.chosen(), (QStringList{QStringLiteral("2"), QStringLiteral("4")}));
        QCOMPARE(runs.chosenLabels()[1], QStringLiteral("run 4"));

        QSignalSpy picked(&runs, &MeasuredRuns::picked);
        QVERIFY(runs.setData(runs.index(0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(runs.chosen(), QStringList{QStringLiteral("2")});
        runs.setRuns({point("1", "m"), point("3", "m")}); // 2 was deleted
        QVERIFY(runs.chosen().isEmpty());
    }

    void letsNotMoreBeChosenThanCanBeShown()
    {
        MeasuredRuns runs;
        const QAbstractItemModelTester tester(&runs);
        std::vector<LearningPoint> many;
        for (int i = 0; i < 12; ++i)
            many.push_back(point(std::to_string(100 + i), "m"));
        runs.setRuns(many);
        for (int row = 0; row < 12; ++row)
            QCOMPARE(runs.setData(runs.index(row), Qt::Checked, Qt::CheckStateRole),
                row < MeasuredRuns::kMostChosen);
        QCOMPARE(runs.chosen().size(), MeasuredRuns::kMostChosen);
        QVERIFY(!runs.flags(runs.index(11)).testFlag(Qt::ItemIsEnabled));
        QVERIFY(runs.setData(runs.index(0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(runs.flags(runs.index(11)).testFlag(Qt::ItemIsEnabled));
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestForgettingModels)
#include "test_forgetting_models.moc"
