// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_engine.h"
#include "ui/pages/gate/contrast.h"
#include "ui/pages/gate/token_text.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

namespace interweave::ui {

class TestTokenText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_text = std::make_unique<TokenText>();
        m_text->resize(400, 200);
        m_text->setColours([](int) { return colours().surface; });
        m_text->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_text.get()));
    }
    void cleanup() { m_text.reset(); }

    void aClickLocksAndUnlocks()
    {
        setTokens(40);
        QSignalSpy locked(m_text.get(), &TokenText::tokenLocked);
        const QPoint first(8, 12);
        QTest::mouseClick(m_text->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(m_text->locked(), 0);
        QTest::mouseClick(m_text->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(m_text->locked(), -1);
        QCOMPARE(locked.count(), 2);
    }

    void thePointerTellsOfEachTokenOnce()
    {
        setTokens(40);
        QSignalSpy hovered(m_text.get(), &TokenText::tokenHovered);
        QTest::mouseMove(m_text->viewport(), {8, 12});
        QTest::mouseMove(m_text->viewport(), {9, 12});
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.last().first().toInt(), 0);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_text->viewport(), &leave);
        QCOMPARE(hovered.last().first().toInt(), -1);
    }

    void arrowsMoveTheLockAndScroll()
    {
        setTokens(400);
        QTest::keyClick(m_text.get(), Qt::Key_Right);
        QCOMPARE(m_text->locked(), 0); // the first press begins
        QTest::keyClick(m_text.get(), Qt::Key_Right);
        QCOMPARE(m_text->locked(), 1);
        QTest::keyClick(m_text.get(), Qt::Key_Down);
        QVERIFY(m_text->locked() > 4);
        QTest::keyClick(m_text.get(), Qt::Key_Up);
        QCOMPARE(m_text->locked(), 1);
        QTest::keyClick(m_text.get(), Qt::Key_End);
        QCOMPARE(m_text->locked(), 399);
        QCOMPARE(m_text->verticalScrollBar()->value(), m_text->verticalScrollBar()->maximum());
        QTest::keyClick(m_text.get(), Qt::Key_Home);
        QCOMPARE(m_text->verticalScrollBar()->value(), 0);
        QTest::keyClick(m_text.get(), Qt::Key_Escape);
        QCOMPARE(m_text->locked(), -1);
    }

    void copiesTheTextAsItIs()
    {
        m_text->setTokens({QStringLiteral(" a"), QStringLiteral("\n"), QStringLiteral("b")});
        QTest::keyClick(m_text.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral(" a\nb"));
    }

    void thePictureHoldsAllLines()
    {
        setTokens(4000);
        const QImage picture = m_text->picture();
        QVERIFY(picture.height() > 10 * m_text->height());
        QVERIFY(picture.height() <= 30'000);
    }

    void isOnlyAsHighAsItsLines()
    {
        m_text->setMaximumLines(2);
        setTokens(2);
        const int one = m_text->height();
        setTokens(400);
        QCOMPARE(m_text->height(), 2 * one);
    }

    void thousandsOfTokensScrollSmoothly()
    {
        QElapsedTimer timer;
        m_text->resize(720, 500);
        timer.start();
        setTokens(4000);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
        m_text->repaint();
        for (int step = 1; step <= 10; ++step) {
            timer.start();
            m_text->verticalScrollBar()->setValue(step * 120);
            m_text->viewport()->repaint();
            QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
        }
        timer.start();
        m_text->resize(500, 500);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }

    void textIsReadOnEveryColour()
    {
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            applyTheme(*qApp, theme);
            QCOMPARE(readableOn(colours().surface), colours().text);
        }
        applyTheme(*qApp, ThemeChoice::Light);
        QCOMPARE(readableOn(colours().base), colours().surface);
    }

private:
    void setTokens(int64_t count)
    {
        std::vector<QString> tokens;
        for (const TokenTrace& token : fakeTrace(count).answer)
            tokens.push_back(QString::fromStdString(token.token.text));
        m_text->setTokens(tokens);
    }

    std::unique_ptr<TokenText> m_text;
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestTokenText)
#include "test_token_text.moc"
