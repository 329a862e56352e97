// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "ui/models/data_form.h"
#include "ui/models/finding_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <algorithm>

namespace interweave::ui {

class TestDataModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRecipeIsAskedForAsItIs()
    {
        const DataForm form{{"recipe.yaml", {}, {"model=m"}}, {}, {}, {}, {}, {}, {}};
        const DataRequest request = form.request(3);
        QCOMPARE(request.recipe, std::string("recipe.yaml"));
        QCOMPARE(request.overrides, std::vector<std::string>{"model=m"});
        QCOMPARE(request.shownRows, int64_t{3});
        QVERIFY(request.against.empty());
        QVERIFY(form.problem().isEmpty());
        QVERIFY(!DataForm().problem().isEmpty());
    }

    void wordsOfOnesOwnBecomeATemplate()
    {
        DataForm form;
        form.recipe.recipe = "recipe.yaml";
        form.file = QStringLiteral("/a \"b\".csv");
        form.layout = DataForm::Layout::OwnWords;
        QVERIFY(!form.problem().isEmpty());
        form.prompt = QStringLiteral("{q}\\nA:");
        form.answer = QStringLiteral("{a}");
        form.against = QStringLiteral("test.jsonl");
        QVERIFY(form.problem().isEmpty());
        const std::vector<std::string> expected{"data.train.path=\"/a \\\"b\\\".csv\"",
            "data.train.format=auto", "data.train.limit=0", "data.train.template=\"\"",
            "data.train.prompt=\"{q}\\nA:\"", "data.train.answer=\"{a}\""};
        QCOMPARE(form.request(1).overrides, expected);
        QCOMPARE(form.request(1).against, std::vector<std::string>{"test.jsonl"});
        form.layout = DataForm::Layout::Named;
        form.templateName = QStringLiteral("cola");
        QVERIFY(std::ranges::count(form.request(1).overrides, "data.train.template=\"cola\"") == 1);
        QVERIFY(dataTemplates().contains(QStringLiteral("cola")));
    }

    void saysWhatIsFound()
    {
        DataRequest request;
        request.against = {"test.jsonl"};
        const DataReport report = fakeDataReport(request);
        FindingModel model;
        const QAbstractItemModelTester tester(&model);
        model.show(DataWords::findings(report));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, FindingModel::Line).data().toString(), QStringLiteral("7"));
        QVERIFY(model.index(0, FindingModel::What).data().toString().startsWith("is not JSON"));
        QCOMPARE(model.index(2, FindingModel::What).data().toString(),
            QStringLiteral("asks what line 3 asks, with another answer"));
        QCOMPARE(DataWords::findingsLeftOut(report), QStringLiteral("and 100 more"));
        model.show(DataWords::leaks(report));
        QCOMPARE(model.index(1, FindingModel::What).data().toString(),
            QStringLiteral("as training line 1,043: 13 words in a row (50 % of its own)"));
        QCOMPARE(
            DataWords::leakSummary(report), QStringLiteral("2 of 200 test rows are given away"));
        QCOMPARE(DataWords::leakSummary(fakeDataReport({})), QString());
    }

    void countsTokens()
    {
        const DataReport report = fakeDataReport({});
        QCOMPARE(DataWords::tokenSummary(report.shown[0]),
            QStringLiteral("5 tokens, 2 learned, 1 cut off"));
        const QVector<TokenRun> runs = DataWords::tokens(report.shown[0]);
        QCOMPARE(runs[2].text, QStringLiteral("↵\n"));
        QCOMPARE(runs[3].kind, TokenRun::Kind::Cut);
        QCOMPARE(runs[4].kind, TokenRun::Kind::Learned);
        QVERIFY(DataWords::tokenSummary(report.shown[2]).contains("2 oldest turns left out"));
    }

    void warnsOnlyOfWhatIsThere()
    {
        for (const DataFact& fact : DataWords::facts(fakeDataReport({})))
            QCOMPARE(fact.warns, fact.value != QLatin1String("none") && fact.name != "Rows");
    }
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestDataModels)
#include "test_data_models.moc"
