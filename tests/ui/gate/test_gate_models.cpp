// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/models/candidate_model.h"
#include "ui/models/gate_runs.h"
#include "ui/models/stored_trace_model.h"
#include "ui/models/token_layout.h"
#include "ui/models/token_measures.h"
#include "ui/models/trace_csv.h"
#include "ui/models/trace_text.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>

namespace interweave::ui {

class TestGateModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLogitSplitIsAShare()
    {
        QCOMPARE(logitShare(3.0, 1.0), 0.75);
        QCOMPARE(logitShare(1.0, 3.0), 0.25);
        QCOMPARE(logitShare(4.0, -10.0), 1.0); // only the base speaks for the token
        QCOMPARE(logitShare(-4.0, 10.0), 0.0);
        QCOMPARE(logitShare(-1.0, -3.0), 0.75); // the base objects less
        QCOMPARE(logitShare(0.0, 0.0), 0.5);
    }

    void theRestMattersFromOnePercent()
    {
        QVERIFY(!(LogitSplit{6.0, 4.0, 0.0}.restMatters()));
        QVERIFY(!(LogitSplit{6.0, 4.0, 0.05}.restMatters()));
        QVERIFY((LogitSplit{6.0, -4.0, -0.2}.restMatters()));
        QCOMPARE((LogitSplit{6.0, -4.0, -0.2}.total()), 1.8);
        QVERIFY((LogitSplit{-6.0, -4.0, 0.0}.sameSign()));
        QVERIFY(!(LogitSplit{6.0, -4.0, 0.0}.sameSign()));
    }

    void percentilesLieBetweenTheRanks()
    {
        QCOMPARE(percentile({4, 1, 3, 2, 5}, 0.5), 3.0);
        QCOMPARE(percentile({1, 2}, 0.95), 1.95);
        QCOMPARE(percentile({7}, 0.95), 7.0);
        QCOMPARE(percentile({1, std::nan(""), 3}, 1.0), 3.0);
        QVERIFY(std::isnan(percentile({}, 0.5)));
    }

    void theMovingMeanHasFewerNeighboursAtTheEnds()
    {
        QCOMPARE(movingMean({1, 2, 6, 4}, 3), (std::vector<double>{1.5, 3.0, 4.0, 5.0}));
        QCOMPARE(movingMean({1, 2, 6}, 1), (std::vector<double>{1.0, 2.0, 6.0}));
        QVERIFY(movingMean({}, 5).empty());
    }

    void scalesEndAtThe95thPercentile()
    {
        std::vector<TokenTrace> tokens(101);
        for (size_t i = 0; i < tokens.size(); ++i)
            tokens[i].klBase = static_cast<double>(i);
        const MeasureScale scale = scaleOf(tokens, Measure::KlBase);
        QVERIFY(!scale.diverging);
        QCOMPARE(scale.high, 95.0);
        QCOMPARE(scale.place(47.5), 0.5);
        QCOMPARE(scale.place(100.0), 1.0);
        QVERIFY(std::isnan(scale.place(std::nan(""))));
        QCOMPARE(meanOf(tokens, Measure::KlBase), 50.0);
        QCOMPARE(scaleOf(tokens, Measure::KlTuned).high, 1.0); // all are 0
        QVERIFY(scaleOf(tokens, Measure::BaseShare).diverging);
        QVERIFY(std::isnan(meanOf({}, Measure::Entropy)));
    }

    void stretchedSharesKeepTheirMiddle()
    {
        std::vector<TokenTrace> tokens(2);
        tokens[0].gateMean = 0.47;
        tokens[1].gateMean = 0.49;
        const MeasureScale scale = scaleOf(tokens, Measure::BaseShare, true);
        QVERIFY(qAbs(scale.low - 0.47) < 1e-12 && qAbs(scale.high - 0.53) < 1e-12);
        QVERIFY(qAbs(scale.place(0.5) - 0.5) < 1e-12); // neither memory, still
        tokens[0].gateMean = tokens[1].gateMean = 0.5;
        QCOMPARE(scaleOf(tokens, Measure::BaseShare, true).high, 0.505);
        tokens[0].klBase = 3.0;
        QCOMPARE(scaleOf(tokens, Measure::KlBase, true).low, 0.0); // which follow the answer anyway
    }

    void lineEndsAndEmptyTokensAreSeen()
    {
        const auto pieces = visiblePieces(QStringLiteral(" a\n\r\nb\t"));
        QCOMPARE(pieces.size(), size_t{3});
        QCOMPARE(pieces[0].text, QString::fromUtf8(" a↵"));
        QVERIFY(pieces[0].endsLine);
        QCOMPARE(pieces[1].text, QString::fromUtf8("↵"));
        QCOMPARE(pieces[2].text, QString::fromUtf8("b⇥"));
        QVERIFY(!pieces[2].endsLine);
        QCOMPARE(visiblePieces({}).front().text, QString::fromUtf8("◌"));
        QCOMPARE(quotedToken(" 72"), QStringLiteral("\" 72\""));
        QCOMPARE(quotedToken("abcdef", 3), QString::fromUtf8("\"abc…\""));
    }

    void figuresHaveThreeDigitsOrADash()
    {
        QCOMPARE(traceFigure(-1.234), QString::fromUtf8("−1.23"));
        QCOMPARE(traceFigure(std::nan("")), QString::fromUtf8("–"));
        QCOMPARE(shareFigure(0.517), QStringLiteral("0.52"));
        QCOMPARE(hashEnds("41aa5e07c0ffee00"), QString::fromUtf8("41aa…00"));
        QCOMPARE(hashEnds({}), QString::fromUtf8("–"));
    }

    void wordsStayTogetherAndLongOnesBreak()
    {
        TokenLayout layout;
        layout.setTokens(words({"ab", "cd", " ef", "gh", "\n", "ijklmnop", "qrstu"}), tenEach);
        layout.wrap(60.0, tenEach);
        QCOMPARE(lines(layout),
            (QStringList{"abcd", " efgh" + QString::fromUtf8("↵"), "ijklmn", "op", "qrstu"}));
        QCOMPARE(layout.lineOf(2), 1);
        QCOMPARE(layout.lineOf(5), 2);
        QCOMPARE(layout.tokenAt(1, 35.0), 3);
        QCOMPARE(layout.tokenAt(1, 65.0), -1);
        QCOMPARE(layout.tokenAt(9, 5.0), -1);
        QCOMPARE(layout.verticalNeighbour(1, 1), 3); // the nearest middle
        QCOMPARE(layout.verticalNeighbour(0, -1), 0);
        layout.wrap(1000.0, tenEach);
        QCOMPARE(layout.lines(), 2);
    }

    void everyTokenIsLaidOnce()
    {
        const Trace trace = fakeTrace(500);
        std::vector<QString> tokens;
        QString whole;
        for (const TokenTrace& token : trace.answer) {
            tokens.push_back(QString::fromStdString(token.token.text));
            whole += tokens.back();
        }
        TokenLayout layout;
        layout.setTokens(tokens, tenEach);
        for (const double width : {40.0, 95.0, 700.0}) {
            layout.wrap(width, tenEach);
            QCOMPARE(lines(layout).join(QString()), whole);
            for (int line = 0; line < layout.lines(); ++line)
                QVERIFY(layout.line(line).back().x + layout.line(line).back().width <= width);
        }
    }

    void csvQuotesTextsAndKeepsNumbers()
    {
        Trace trace = fakeTrace(2);
        trace.answer[0].token.text = "a,\"b\"\n";
        trace.answer[0].gateMean = 0.1;
        trace.answer[1].klBase = std::numeric_limits<double>::infinity();
        const QByteArray csv = traceCsv(trace);
        QVERIFY(csv.startsWith("token,id,text,base_share,"));
        QVERIFY(csv.contains(",channel_8\r\n"));
        QVERIFY(csv.contains("1,0,\"a,\"\"b\"\"\n\",0.1,"));
        QCOMPARE(csv.count("\r\n"), 3);
        const QList<QByteArray> second = csv.split('\n').at(3).split(',');
        QCOMPARE(second.size(), 18 + 8);
        QCOMPARE(second[7], QByteArray());
        QCOMPARE(second[6].toDouble(), trace.answer[1].gateMax);
    }

    void aFileThatCannotBeWrittenIsAnError()
    {
        QTemporaryDir folder;
        writeWhole(folder.filePath(QStringLiteral("a.csv")), "x");
        QVERIFY_THROWS_EXCEPTION(
            Error, writeWhole(folder.filePath(QStringLiteral("none/a.csv")), "x"));
    }

    void onlyRunsWithAGateCanBeAsked()
    {
        FakeWorkspace workspace;
        addFakeRun(workspace, "r1", "lora", false);
        addFakeRun(workspace, "r2", "imsm");
        addFakeRun(workspace, "r3", "fresh");
        addFakeRun(workspace, "r4", "gone");
        addFakeRun(workspace, "r5", "newest");
        workspace.runs[2].summary.adapterFolder.clear(); // has nothing to answer with yet
        workspace.runs[3].summary.status = "missing";
        const auto idle = gateRuns(workspace.runs, {});
        QCOMPARE(idle.size(), size_t{2});
        QCOMPARE(idle[0].id, QStringLiteral("r5"));
        QCOMPARE(idle[1].name, QStringLiteral("imsm"));
        const auto training = gateRuns(workspace.runs, "r3");
        QCOMPARE(training.size(), size_t{3});
        QVERIFY(training[0].training);
        QCOMPARE(training[0].id, QStringLiteral("r3"));
        QVERIFY(!training[1].training);
    }

    void candidates()
    {
        CandidateModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        Trace trace = fakeTrace(3);
        trace.answer[1].tuned.top.resize(2);
        model.setToken(trace.answer[1]);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, CandidateModel::Interwoven).data().toString(),
            QStringLiteral("\" gull\" 0.80"));
        QVERIFY(
            model.index(0, CandidateModel::Interwoven).data(CandidateModel::ChosenRole).toBool());
        QVERIFY(!model.index(0, CandidateModel::Tuned).data(CandidateModel::ChosenRole).toBool());
        QVERIFY(!model.index(3, CandidateModel::Tuned).data().isValid());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void storedTracesComeNewestFirst()
    {
        std::vector<StoredSample> samples(3);
        samples[0].prompt = "first";
        samples[0].created = "2026-11-24T10:00:00Z";
        samples[0].trace = fakeTrace(4);
        samples[1].prompt = "answers only";
        samples[2].prompt = "two\nlines";
        samples[2].trace = fakeTrace(9);
        StoredTraceModel model;
        const QAbstractItemModelTester tester(&model);
        model.setTraces(storedTraces(std::move(samples)));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, StoredTraceModel::Prompt).data().toString(),
            QString::fromUtf8("two↵lines"));
        QCOMPARE(model.index(0, StoredTraceModel::Tokens).data().toInt(), 9);
        QCOMPARE(model.at(1).prompt, QStringLiteral("first"));
    }

private:
    static double tenEach(const QString& text) { return 10.0 * static_cast<double>(text.size()); }

    static std::vector<QString> words(std::initializer_list<const char*> texts)
    {
        std::vector<QString> words;
        for (const char* text : texts)
            words.push_back(QString::fromUtf8(text));
        return words;
    }

    static QStringList lines(const TokenLayout& layout)
    {
        QStringList lines;
        for (int line = 0; line < layout.lines(); ++line) {
            lines << QString();
            for (const TokenLayout::Piece& piece : layout.line(line))
                lines.back() += piece.text;
        }
        return lines;
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestGateModels)
#include "test_gate_models.moc"
