// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

using namespace interweave;
namespace fs = std::filesystem;

/// The embedded default, as it is shipped.
class TinyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_data();
    void answers();
    void isSmall();

private:
    QTemporaryDir m_workspace;
    Engine m_engine{m_workspace.path().toStdString()};
};

void TinyTest::answers_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("answer");
    QTest::newRow("fact") << "What colour is grass?"
                          << "green";
    QTest::newRow("capital") << "Name the capital of France."
                             << "Paris";
    QTest::newRow("sum") << "What is 12 plus 7?"
                         << "19";
    QTest::newRow("good sentence") << "Is this good English? The dog sees two cats."
                                   << "yes";
    QTest::newRow("bad sentence") << "Is this good English? Dog the sees two cats."
                                  << "no";
}

void TinyTest::answers()
{
    QFETCH(QString, prompt);
    QFETCH(QString, answer);
    GenerateRequest request;
    request.model = {INTERWEAVE_TINY "/model", {}, "cpu", "fp32", 1};
    request.prompt = prompt.toStdString();
    request.sampling.maxNewTokens = 8;
    QCOMPARE(QString::fromStdString(m_engine.generate(request).text).trimmed(), answer);
}

void TinyTest::isSmall()
{
    uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(INTERWEAVE_TINY))
        if (entry.is_regular_file() && entry.path().stem() != "pretrain")
            bytes += entry.file_size();
    QVERIFY2(bytes <= 8'000'000, std::to_string(bytes).c_str());
}

QTEST_APPLESS_MAIN(TinyTest)
#include "test_tiny.moc"
