// SPDX-License-Identifier: Apache-2.0
#include "ui/models/compare_state.h"

#include <QtTest>

namespace interweave::ui {

namespace {

CompareState ready()
{
    CompareState state;
    state.run = ComparableRun{QStringLiteral("r1"), QStringLiteral("one"), false};
    state.prompts = 1;
    return state;
}

ShownAnswer answerOf(const char* run)
{
    return std::make_shared<const ShownComparison>(
        ShownComparison{QString::fromLatin1(run), {}, {}, {}});
}

} // namespace

class TestCompareState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyNothingCanBeAsked()
    {
        CompareState state;
        QCOMPARE(state.whyNotRun(), QStringLiteral("No run is chosen"));
        state.run = ready().run;
        QCOMPARE(state.whyNotRun(), QStringLiteral("Write a prompt first"));
        state.list = true;
        QCOMPARE(state.whyNotRun(), QStringLiteral("Choose a file of prompts first"));
        QVERIFY(!state.canRunOrCancel());
        QCOMPARE(state.runToolTip(), state.whyNotRun());
        state.prompts = 3;
        QCOMPARE(state.whyNotRun(), QString());
        QVERIFY(state.canRunOrCancel());
    }

    void whatRunsIsCancelledOnce()
    {
        CompareState state = ready();
        QCOMPARE(state.runText(), QStringLiteral("Run all"));
        state.running = true;
        QCOMPARE(state.runText(), QStringLiteral("Cancel"));
        QVERIFY(state.canRunOrCancel());
        QVERIFY(state.runToolTip().startsWith(QStringLiteral("Stop")));
        state.cancelled = true;
        QVERIFY(!state.canRunOrCancel());
    }

    void answersOfATrainingRunAreNotKept()
    {
        CompareState state = ready();
        QCOMPARE(state.whyNotKept(), QString());
        state.checkpoint = 100;
        QVERIFY(state.whyNotKept().contains(QStringLiteral("checkpoint")));
        state.checkpoint.reset();
        state.run->training = true;
        QVERIFY(state.whyNotKept().contains(QStringLiteral("still being trained")));
    }

    void theSubtitleSaysWhatGoesOnOrWhoseAnswerItIs()
    {
        CompareState state = ready();
        QCOMPARE(state.subtitle(), QString());
        state.shown = answerOf("one");
        QCOMPARE(state.subtitle(), QStringLiteral("greedy"));
        state.shown = answerOf("another");
        QCOMPARE(state.subtitle(), QStringLiteral("another · greedy"));
        state.running = true;
        QCOMPARE(state.subtitle(), QStringLiteral("Answering"));
        state.list = true;
        state.prompts = 12;
        state.answering = 4;
        QCOMPARE(state.subtitle(), QStringLiteral("Answering 5 of 12"));
    }

    void waitsForWhatIsInTheWay()
    {
        QVERIFY(waitingText(1, true, 3).contains(QStringLiteral("first token")));
        QVERIFY(waitingText(0, true, 3).contains(QStringLiteral("training")));
        QVERIFY(waitingText(0, false, 3).contains(QStringLiteral("asked before")));
        QVERIFY(waitingText(0, false, 0).startsWith(QStringLiteral("Loading")));
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestCompareState)
#include "test_compare_state.moc"
