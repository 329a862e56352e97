// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/data/data_page.h"
#include "ui/plots/histogram.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryFile>
#include <QTextEdit>
#include <QtTest>

#include <algorithm>

namespace interweave::ui {

class TestDataPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_knobs = std::make_shared<FakeEngine::Knobs>();
        m_engine = std::make_unique<EngineThread>(
            [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
        m_library = std::make_unique<LibraryThread>(
            [] { return std::make_unique<FakeLibrary>(std::make_shared<FakeWorkspace>()); });
        m_services = std::make_unique<Services>(Services{*m_engine, *m_library, {}, {}});
        m_page = std::make_unique<DataPage>(*m_services);
        m_page->resize(1104, 736);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_engine.reset();
        m_library.reset();
    }

    void withoutARecipeItOffersAFile()
    {
        m_page->useRecipe({});
        QCOMPARE(child<QStackedWidget>("dataStack")->currentIndex(), 0);
        QVERIFY(child<QWidget>("dataEmptyChoose")->isVisible());
    }

    void showsTheRecipesRows()
    {
        show();
        QCOMPARE(reported().back().recipe, std::string("recipe.yaml"));
        QVERIFY(child<QPlainTextEdit>("dataRecord")->toPlainText().contains("a gull keeps?"));
        QCOMPARE(
            child<QPlainTextEdit>("dataRendered")->toPlainText(), QStringLiteral("a gull keeps?"));
        QCOMPARE(
            child<QTextEdit>("dataTokens")->toPlainText(), QStringLiteral("a gull↵\n moreno<eos>"));
        child<QSpinBox>("dataRow")->setValue(2);
        QVERIFY(child<QPlainTextEdit>("dataRendered")->toPlainText().startsWith("None"));
        QCOMPARE(child<QTableView>("dataLines")->model()->rowCount(), 3);
        QVERIFY(!child<Histogram>("dataPromptLengths")->visibleRegion().isEmpty());
    }

    void learnedTokensAreColoured()
    {
        show();
        QTextCursor cursor(child<QTextEdit>("dataTokens")->document());
        const auto formatAt = [&](int position) {
            cursor.setPosition(position);
            return cursor.charFormat();
        };
        const QColor given = formatAt(1).background().color();
        QVERIFY(formatAt(11).fontStrikeOut()); // " more"
        QVERIFY(!formatAt(14).fontStrikeOut());
        QVERIFY(formatAt(15).background().color() != given); // "no"
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(formatAt(1).background().color() != given);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void theSameRecipeIsReadOnce()
    {
        show();
        m_page->useRecipe(recipe());
        QCOMPARE(reported().size(), size_t{1});
    }

    void aFileAndItsWordsAreAskedFor()
    {
        show();
        child<QLineEdit>("dataFile")->setText(QStringLiteral("/rows/my.csv"));
        auto* const layout = child<QComboBox>("dataLayout");
        QVERIFY(!child<QLineEdit>("dataPrompt")->isVisible());
        layout->setCurrentIndex(layout->findText(QStringLiteral("words"), Qt::MatchContains));
        QVERIFY(child<QLineEdit>("dataPrompt")->isVisible());
        child<QLineEdit>("dataPrompt")->setText(QStringLiteral("{q}"));
        child<QLineEdit>("dataAnswer")->setText(QStringLiteral("{a}"));
        QTRY_VERIFY(lastAsksFor("data.train.answer=\"{a}\""));
        QVERIFY(lastAsksFor("data.train.path=\"/rows/my.csv\""));
        layout->setCurrentIndex(layout->findText(QStringLiteral("cola"), Qt::MatchContains));
        QTRY_VERIFY(lastAsksFor("data.train.template=\"cola\""));
    }

    void aDroppedFileIsRead()
    {
        show();
        QTemporaryFile file;
        QVERIFY(file.open());
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &drop);
        QCOMPARE(child<QLineEdit>("dataFile")->text(), file.fileName());
        QTRY_COMPARE(reported().size(), size_t{2});
    }

    void testRowsAreHeldAgainstIt()
    {
        show();
        QCOMPARE(child<QTableView>("dataLeaks")->model()->rowCount(), 0);
        child<QLineEdit>("dataAgainst")->setText(QStringLiteral("test.jsonl"));
        QTRY_COMPARE(child<QTableView>("dataLeaks")->model()->rowCount(), 2);
        QTest::mouseClick(
            child<Segmented>("dataFindings")->findChildren<QAbstractButton*>()[1], Qt::LeftButton);
        QVERIFY(child<QTableView>("dataLeaks")->isVisible());
    }

    void aFailureSaysWhy()
    {
        show();
        m_knobs->fail = true;
        child<QLineEdit>("dataFile")->setText(QStringLiteral("gone.jsonl"));
        QTRY_VERIFY(m_page->findChild<Notice*>()->showsError());
        QCOMPARE(child<QStackedWidget>("dataStack")->currentIndex(), 0);
        m_knobs->fail = false;
        child<QLineEdit>("dataFile")->clear();
        QTRY_COMPARE(child<QStackedWidget>("dataStack")->currentIndex(), 1);
        QVERIFY(!m_page->findChild<Notice*>()->isVisible());
    }

private:
    static TrainRequest recipe() { return {"recipe.yaml", {}, {}}; }
    void show()
    {
        m_page->useRecipe(recipe());
        QTRY_COMPARE(child<QStackedWidget>("dataStack")->currentIndex(), 1);
    }
    std::vector<DataRequest> reported()
    {
        const std::lock_guard lock(m_knobs->mutex);
        return m_knobs->reported;
    }
    bool lastAsksFor(const std::string& setting)
    {
        const std::vector<std::string> overrides = reported().back().overrides;
        return std::ranges::find(overrides, setting) != overrides.end();
    }
    template <class T>
    T* child(const char* name)
    {
        return m_page->findChild<T*>(QString::fromLatin1(name));
    }

    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<DataPage> m_page;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestDataPage)
#include "test_data_page.moc"
