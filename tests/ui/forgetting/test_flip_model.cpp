// SPDX-License-Identifier: Apache-2.0
#include "ui/models/flip_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace interweave::ui {

namespace {

FlippedRow rowOf(size_t task, int64_t line, bool rescued, std::optional<bool> base)
{
    FlippedRow row;
    row.task = task;
    row.line = line;
    row.rescued = rescued;
    row.baseRight = base;
    row.prompt = "Where is it?\nBy the <sea>.";
    row.accepted = {"sea", "the sea"};
    row.tuned = "the lake";
    row.interwoven = "the sea";
    row.tunedWord = "lake";
    row.interwovenWord = "sea";
    return row;
}

RowFlips flipsOf(bool own)
{
    RowFlips flips;
    flips.run = "b";
    flips.label = "imsm";
    flips.tunedRun = own ? "b" : "a";
    flips.tunedLabel = own ? "imsm" : "lora";
    flips.compared = 1300;
    flips.rescued = 2;
    flips.rescuedFromForgetting = 1;
    flips.lost = 1;
    flips.rows = {rowOf(0, 214, true, true), rowOf(1, 7, true, {}), rowOf(1, 9, false, false)};
    return flips;
}

std::shared_ptr<const RowFlips> shared(RowFlips flips)
{
    return std::make_shared<const RowFlips>(std::move(flips));
}

} // namespace

class TestFlipModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsWhatWasRescuedAndLost()
    {
        FlipModel model;
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.summary().isEmpty() && model.explanation().isEmpty());
        model.show(shared(flipsOf(true)), {QStringLiteral("facts"), QStringLiteral("where")});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.summary(), QStringLiteral("2 rescued · 1 lost"));
        QCOMPARE(textsOf(model, 0),
            (QStringList{QStringLiteral("▲ 214"), QStringLiteral("facts"),
                QStringLiteral("sea, not lake"), QStringLiteral("✓")}));
        QCOMPARE(textsOf(model, 2).first(), QStringLiteral("▼ 9"));
        QCOMPARE(textsOf(model, 1).last(), QStringLiteral("–"));
        QCOMPARE(textsOf(model, 2).last(), QStringLiteral("✗"));
        const QModelIndex first = model.index(0, FlipModel::Parting);
        QCOMPARE(first.data(FlipModel::PromptRole).toString(),
            QStringLiteral("Where is it?\nBy the <sea>."));
        QVERIFY(first.data(FlipModel::RescuedRole).toBool());
        const QString tip = first.data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QLatin1String("Rescued from forgetting")));
        QVERIFY(tip.contains(QLatin1String("By the &lt;sea&gt;.")));
        QVERIFY(tip.contains(QStringLiteral("sea · the sea")));
        QVERIFY(!model.index(1, 0)
                     .data(Qt::ToolTipRole)
                     .toString()
                     .contains(QLatin1String("Base"))); // did not do it
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void saysWhoseRowsAreCompared()
    {
        FlipModel model;
        model.show(shared(flipsOf(true)), {});
        QCOMPARE(model.explanation(),
            QStringLiteral("imsm against its own tuned branch, 1,300 rows. The base has 1 of the "
                           "rescued right."));
        QVERIFY(model.reason().isEmpty());
        model.show(shared(flipsOf(false)), {});
        QVERIFY(model.explanation().startsWith(
            QStringLiteral("imsm against lora, 1,300 rows. The base has")));
        QVERIFY(model.reason().startsWith(QStringLiteral("imsm's own tuned branch was not")));
    }

    void saysWhereAnAnswerEnded()
    {
        const auto said = [](const std::string& interwoven, const std::string& tuned) {
            RowFlips flips = flipsOf(true);
            flips.rows[0].interwovenWord = interwoven;
            flips.rows[0].tunedWord = tuned;
            FlipModel model;
            model.show(shared(flips), {});
            return textsOf(model, 0)[FlipModel::Parting];
        };
        QCOMPARE(said("sea", ""), QStringLiteral("sea, tuned ended"));
        QCOMPARE(said("", "lake"), QStringLiteral("ended, not lake"));
        QCOMPARE(said("", ""), QStringLiteral("–"));
    }

private:
    static QStringList textsOf(const FlipModel& model, int row)
    {
        QStringList texts;
        for (int column = 0; column < FlipModel::ColumnCount; ++column)
            texts.append(model.index(row, column).data().toString());
        return texts;
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestFlipModel)
#include "test_flip_model.moc"
