// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "ui/models/answer_list_model.h"
#include "ui/models/comparable_runs.h"
#include "ui/models/comparison_export.h"
#include "ui/models/parting_model.h"
#include "ui/models/prompt_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interweave::ui {

namespace {

Generation answerWith(const std::vector<std::string>& tokens, double share = -1.0)
{
    Generation answer;
    for (const std::string& text : tokens) {
        const auto id = static_cast<int32_t>(std::hash<std::string>()(text) & 0xffff);
        answer.ids.push_back(id);
        answer.tokens.push_back({id, text, -0.5, share});
        answer.text += text;
    }
    return answer;
}

/// What comparisonOf makes of these answers.
ShownAnswer shownOf(const Generation& base, const Generation& tuned, const Generation& interwoven)
{
    StoredSample sample;
    sample.prompt = "Say, \"it\"";
    sample.origin.adapterHash = "41aa5e07c0ffee07";
    sample.origin.gateHash = "c05d1f9bdecade9b";
    sample.answers
        = {{Branch::Base, base}, {Branch::Tuned, tuned}, {Branch::Interwoven, interwoven}};
    return comparisonOf(sample, QStringLiteral("run, one"));
}

ShownAnswer parting()
{
    return shownOf(answerWith({" a", " b", " c"}), answerWith({" a", " x", " c", " d"}),
        answerWith({" a", " b", " y"}, 0.25));
}

} // namespace

class TestCompareModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void differencesAreFoundAnew()
    {
        const Comparison comparison = parting()->comparison;
        QCOMPARE(comparison.baseTunedDifference, 1);
        QCOMPARE(comparison.baseInterwovenDifference, 2);
        QCOMPARE(comparison.tunedInterwovenDifference, 1);
        QCOMPARE(markedToken(comparison, Branch::Base), 1);
        QCOMPARE(markedToken(comparison, Branch::Tuned), 1);
        QCOMPARE(markedToken(comparison, Branch::Interwoven), 2);
        QCOMPARE(firstDifference(comparison), 1);
    }

    void aSampleOfTwoVoicesIsNoComparison()
    {
        StoredSample sample;
        sample.answers = {{Branch::Base, {}}, {Branch::Tuned, {}}};
        QVERIFY(!comparisonOf(sample, {}));
    }

    void spansFollowTheText()
    {
        Generation answer = answerWith({"ä", "", "𝄞", " end\nmore"});
        answer.text = "ä𝄞 end"; // cut at the line break
        const std::vector<TextSpan> spans = tokenSpans(answer);
        const QString text = shownText(answer.text);
        QCOMPARE(text.mid(spans[0].start, spans[0].length), QStringLiteral("ä"));
        QCOMPARE(spans[1].length, 0);
        QCOMPARE(text.mid(spans[2].start, spans[2].length), QStringLiteral("𝄞"));
        QCOMPARE(text.mid(spans[3].start, spans[3].length), QStringLiteral(" end"));
    }

    void textKeepsItsLength()
    {
        QCOMPARE(shownText(std::string("a\r\nb\0c", 6)), QStringLiteral("a\u240D\nb\u2400c"));
    }

    void tokensSayWhatTheyAre()
    {
        Generation answer = answerWith({"a\n", ""});
        answer.stopReason = StopReason::EndOfSequence;
        QCOMPARE(tokenText(answer, 0), QStringLiteral("\"a\\n\""));
        QCOMPARE(tokenText(answer, 1), QStringLiteral("end"));
        QCOMPARE(tokenText(answer, 2), QStringLiteral("–"));
        answer.stopReason = StopReason::Length;
        QCOMPARE(tokenText(answer, 1), QStringLiteral("part of a character"));
    }

    void proofNamesTheWeights()
    {
        const Comparison comparison = parting()->comparison;
        QCOMPARE(proofText(comparison, Branch::Base), QStringLiteral("W0 · no adapter"));
        QCOMPARE(proofText(comparison, Branch::Tuned), QStringLiteral("W0 · adapter 41aa…07"));
        QCOMPARE(proofText(comparison, Branch::Interwoven),
            QStringLiteral("W0 · adapter 41aa…07 · gate c05d…9b"));
        Comparison named = comparison;
        named.modelHash = "93ab00000000001f";
        QCOMPARE(proofText(named, Branch::Base), QStringLiteral("W0 93ab…1f · no adapter"));
        QCOMPARE(proofText(named, Branch::Tuned), QStringLiteral("W0 93ab…1f · adapter 41aa…07"));
        QVERIFY(wholeProofText(comparison, Branch::Interwoven)
                    .contains(QStringLiteral("c05d1f9bdecade9b")));
    }

    void verdictsSayWhetherAnswersAreEqual()
    {
        const Comparison different = parting()->comparison;
        QVERIFY(verdictText(different, Branch::Tuned)
                    .contains(QStringLiteral("parts from base at token 2")));
        const Generation same = answerWith({" a"});
        const Comparison equal = shownOf(same, same, same)->comparison;
        QVERIFY(verdictText(equal, Branch::Tuned).startsWith(QStringLiteral("the same as base")));
        QVERIFY(!verdictText(equal, Branch::Base).contains(QStringLiteral("same")));
    }

    void partingsAreTheDifferingPositions()
    {
        PartingModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        model.show(parting()->comparison);
        QCOMPARE(model.rowCount(), 3);
        const auto cell
            = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, PartingModel::Position), QStringLiteral("2"));
        QCOMPARE(cell(0, PartingModel::TunedToken), QStringLiteral("\" x\""));
        QCOMPARE(cell(1, PartingModel::InterwovenToken), QStringLiteral("\" y\""));
        QCOMPARE(cell(1, PartingModel::BaseShare), QStringLiteral("0.25"));
        QCOMPARE(cell(2, PartingModel::BaseToken), QStringLiteral("–"));
        QCOMPARE(cell(2, PartingModel::BaseShare), QStringLiteral("–"));
        QCOMPARE(model.summary(), QStringLiteral("first difference at token 2"));

        const Generation same = answerWith({" a"});
        model.show(shownOf(same, same, same)->comparison);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.summary(), QStringLiteral("no difference"));
    }

    void partingsAreLimited()
    {
        const std::vector<std::string> a(500, "a");
        const std::vector<std::string> b(500, "b");
        PartingModel model;
        model.show(shownOf(answerWith(a), answerWith(b), answerWith(a, 0.5))->comparison);
        QCOMPARE(model.rowCount(), PartingModel::kMostRows);
        QVERIFY(model.summary().contains(QStringLiteral("500")));
    }

    void jsonLinesGivePromptsAndBadLines()
    {
        const QByteArray content("\xEF\xBB\xBF{\"prompt\": \"one\", \"input\": \"no\"}\r\n"
                                 "\n"
                                 "{\"input\": \"two\\nlines\"}\n"
                                 "{\"input\": 3}\n"
                                 "{broken\n"
                                 "[1]\n"
                                 "{\"prompt\": \"\"}\n"
                                 "{\"input\": \"last\"}");
        const PromptList list = parsePromptList(content, QStringLiteral("/some/where/a.jsonl"));
        QCOMPARE(list.file, QStringLiteral("a.jsonl"));
        QCOMPARE(list.prompts,
            (QStringList{
                QStringLiteral("one"), QStringLiteral("two\nlines"), QStringLiteral("last")}));
        QCOMPARE(list.badLines.size(), size_t(4));
        QCOMPARE(list.badLines[0].number, 4);
        QCOMPARE(list.badLines[1].number, 5);
        QVERIFY(list.badLines[1].reason.startsWith(QStringLiteral("not JSON")));
        QCOMPARE(list.badLines[3].number, 7);
        QVERIFY(!list.cut);
    }

    void plainTextGivesAPromptALine()
    {
        const PromptList list
            = parsePromptList("one\r\n\n  two  \n\xFF\xFE\n", QStringLiteral("a.txt"));
        QCOMPARE(list.prompts, (QStringList{QStringLiteral("one"), QStringLiteral("  two  ")}));
        QCOMPARE(list.badLines.size(), size_t(1));
        QCOMPARE(list.badLines[0].number, 4);
    }

    void promptsAreLimited()
    {
        const QByteArray content = QByteArray("x\n").repeated(PromptList::kMostPrompts + 1);
        const PromptList list = parsePromptList(content, QStringLiteral("a.txt"));
        QCOMPARE(list.prompts.size(), qsizetype(PromptList::kMostPrompts));
        QVERIFY(list.cut);
    }

    void aMissingFileIsSaid()
    {
        QVERIFY_EXCEPTION_THROWN(readPromptList(QStringLiteral("/nowhere/at/all")), Error);
    }

    void answersFillTheList()
    {
        AnswerListModel model;
        QAbstractItemModelTester tester(&model);
        model.setPrompts({QStringLiteral("p\nq"), QStringLiteral("r"), QStringLiteral("s")});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const Generation same = answerWith({" a"});
        model.setAnswer(0, parting());
        model.setAnswer(1, shownOf(same, same, same));
        model.setFailure(2, QStringLiteral("too long"));
        QCOMPARE(changed.count(), 3);
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
            return model.index(row, column).data(role).toString();
        };
        QCOMPARE(cell(0, AnswerListModel::Prompt), QStringLiteral("p q"));
        QCOMPARE(cell(0, AnswerListModel::Tuned), QStringLiteral("a x c d"));
        QCOMPARE(cell(0, AnswerListModel::Verdict), QStringLiteral("differs"));
        QCOMPARE(cell(1, AnswerListModel::Verdict), QStringLiteral("same"));
        QCOMPARE(cell(2, AnswerListModel::Verdict), QStringLiteral("failed"));
        QCOMPARE(cell(2, AnswerListModel::Verdict, Qt::ToolTipRole), QStringLiteral("too long"));
        QCOMPARE(model.answered(), 2);
        QCOMPARE(model.differing(), 1);
        QCOMPARE(model.answers().size(), size_t(2));
        model.setAnswer(0, shownOf(same, same, same));
        QCOMPARE(model.answered(), 2);
        QCOMPARE(model.differing(), 0);
        model.clearAnswers();
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.answered(), 0);
        QVERIFY(!model.answer(0));
    }

    void csvIsQuoted()
    {
        const QByteArray csv = comparisonCsv({parting()});
        const QList<QByteArray> lines = csv.split('\n');
        QCOMPARE(lines.size(), 5); // head, three voices, nothing after the last line's end
        QVERIFY(lines[0].startsWith("run,prompt,branch,answer"));
        QVERIFY(lines[1].startsWith("\"run, one\",\"Say, \"\"it\"\"\",base, a b c,"));
        QVERIFY(lines[3].contains(",3,41aa5e07c0ffee07,c05d1f9bdecade9b"));
        const QList<QByteArray> rows = answerListCsv({parting()}).split('\n');
        QCOMPARE(rows.size(), 3);
        QVERIFY(rows[1].contains(" a b c, a x c d, a b y,2,"));
    }

    void markdownFencesWhatPeopleWrote()
    {
        const Generation fence = answerWith({"```\n| not ours |"});
        const QString text = QString::fromUtf8(
            comparisonMarkdown({shownOf(fence, fence, answerWith({"|"}, 0.5))}));
        QVERIFY(text.contains(QStringLiteral("````text\n```\n| not ours |\n````")));
        QVERIFY(text.contains(QStringLiteral("\"\\|\" | 0.50 |")));
        QVERIFY(text.contains(QStringLiteral("first difference at token 1")));
    }

    void anExportThatCannotBeWrittenIsSaid()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.csv"));
        writeExport(path, "x");
        QVERIFY(QFile::exists(path));
        QVERIFY_EXCEPTION_THROWN(
            writeExport(folder.filePath(QStringLiteral("no/a.csv")), "x"), Error);
    }

    void onlyRunsWithAGateAreCompared()
    {
        const auto run = [](const char* id, const char* recipe, const char* gate, int64_t step,
                             const char* status = "finished") {
            StoredRun stored;
            stored.summary.id = stored.summary.name = id;
            stored.summary.recipe = recipe;
            stored.summary.gateHash = gate;
            stored.summary.step = step;
            if (step > 0) // without an adapter there is nobody to ask
                stored.summary.adapterFolder = "/nowhere/" + std::string(id);
            stored.summary.status = status;
            return stored;
        };
        const std::vector<StoredRun> runs{run("hash", "", "c05d", 9),
            run("lora", "method: {siamese: false}", "", 9),
            run("recipe", "method: {siamese: true}", "", 9),
            run("unborn", "method: {siamese: true}", "", 0),
            run("gone", "method: {siamese: true}", "c05d", 9, "missing"),
            run("now", "method: {siamese: true}", "", 0)};
        const auto ids = [&](const QString& training) {
            QStringList found;
            for (const ComparableRun& one : comparableRuns(runs, training, training))
                found.append(one.training ? one.id + QLatin1Char('*') : one.id);
            return found.join(QLatin1Char(' '));
        };
        QCOMPARE(ids({}), QStringLiteral("recipe hash"));
        QCOMPARE(ids(QStringLiteral("now")), QStringLiteral("now* recipe hash"));
        QCOMPARE(ids(QStringLiteral("lora")), QStringLiteral("recipe hash"));
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestCompareModels)
#include "test_compare_models.moc"
