// SPDX-License-Identifier: Apache-2.0
#include "test_suite.h"

#include "core/eval/suite.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;
using Kind = EvaluationTask::Kind;

namespace {

/// A folder with a file of answers, one of texts, and a suite.
class SuiteFolder {
public:
    explicit SuiteFolder(const std::string& suite)
    {
        write("qa.jsonl", "{\"input\": \"Is it?\", \"output\": \"yes\"}\n");
        write("wiki.jsonl", "\n{\"text\": \"Once.\"}\n");
        write("pick.jsonl", "{\"input\": \"?\", \"choices\": [\"a\", \"b\"], \"answer\": 0}\n");
        write("other.jsonl", "{\"question\": \"?\"}\n");
        write("suite.yaml", suite);
    }
    std::filesystem::path path(const std::string& file) const
    {
        return m_folder.filePath(QString::fromStdString(file)).toStdString();
    }

private:
    void write(const std::string& file, const std::string& content) const
    {
        writeFileAtomically(path(file), content);
    }
    QTemporaryDir m_folder;
};

} // namespace

void TestSuite::readsEveryKey()
{
    const SuiteFolder folder(R"(tasks:
  - file: qa.jsonl
  - {name: wikipedia, file: wiki.jsonl, kind: text, limit: 20}
  - name: again
    file: qa.jsonl
    kind: jsonl
    metrics: [mcc, em]
    max_new: 7
    stop_at_newline: true
  - {name: one, file: qa.jsonl, metric: RougeL}
  - {name: fixed, file: qa.jsonl, choices: [yes, no]}
  - {file: pick.jsonl}
)");
    const auto tasks = loadSuite(folder.path("suite.yaml"));
    QCOMPARE(tasks.size(), size_t(6));
    QCOMPARE(tasks[0].name, std::string("qa"));
    QCOMPARE(tasks[0].file, folder.path("qa.jsonl"));
    QCOMPARE(tasks[0].kind, Kind::Answers);
    QVERIFY(tasks[0].metrics.empty());
    QCOMPARE(tasks[0].limit, int64_t(0));
    QCOMPARE(tasks[0].maxNew, int64_t(0));
    QCOMPARE(tasks[1].name, std::string("wikipedia"));
    QCOMPARE(tasks[1].kind, Kind::Text);
    QCOMPARE(tasks[1].limit, int64_t(20));
    QVERIFY(tasks[2].metrics == (std::vector<std::string>{"MCC_yes", "EM"}));
    QCOMPARE(tasks[2].maxNew, int64_t(7));
    QVERIFY(tasks[2].stopAtNewline);
    QVERIFY(tasks[3].metrics == (std::vector<std::string>{"RougeL"}));
    QCOMPARE(tasks[4].kind, Kind::Choice);
    QVERIFY(tasks[4].choices == (std::vector<std::string>{"yes", "no"}));
    QCOMPARE(tasks[5].kind, Kind::Choice);
    QVERIFY(tasks[5].choices.empty());
}

void TestSuite::takesAPlainDataFile()
{
    const SuiteFolder folder("");
    const auto tasks = loadSuite(folder.path("wiki.jsonl"));
    QCOMPARE(tasks.size(), size_t(1));
    QCOMPARE(tasks[0].name, std::string("wiki"));
    QCOMPARE(tasks[0].kind, Kind::Text);
    QVERIFY_THROWS_EXCEPTION(Error, loadSuite(folder.path("other.jsonl")));
    QVERIFY_THROWS_EXCEPTION(Error, loadSuite(folder.path("none.jsonl")));
    QVERIFY_THROWS_EXCEPTION(Error, loadSuite(folder.path("none.yaml")));
}

void TestSuite::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("suite");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* suite, const char* message) {
        QTest::newRow(message) << suite << message;
    };
    row("", "suite.yaml: a suite holds 'tasks'");
    row("tasks: []", "suite.yaml: a suite holds 'tasks'");
    row("tasks: qa.jsonl", "suite.yaml: a suite holds 'tasks'");
    row("tasks: [{file: qa.jsonl}]\nlimit: 3", "suite.yaml: a suite holds 'tasks'");
    row("tasks: [", "suite.yaml:1: ");
    row("tasks:\n  - qa.jsonl", "suite.yaml:2: a task is a mapping");
    row("tasks:\n  - name: x", "suite.yaml:2: a task needs a file");
    row("tasks:\n  - file: qa.jsonl\n    maxnew: 3", "suite.yaml:3: unknown key 'maxnew'");
    row("tasks:\n  - file: qa.jsonl\n    max_new: 0", "suite.yaml:3: 'max_new' must be at least 1");
    row("tasks:\n  - file: qa.jsonl\n    limit: few",
        "suite.yaml:3: 'limit' must be a whole number");
    row("tasks:\n  - file: qa.jsonl\n    kind: csv",
        "suite.yaml:3: 'kind' must be jsonl, text or choice");
    row("tasks:\n  - file: qa.jsonl\n    kind: choice", "suite.yaml:3: 'kind' is choice but ");
    row("tasks:\n  - file: qa.jsonl\n    choices: [yes]", "suite.yaml:3: 'choices' must be a list");
    row("tasks:\n  - file: wiki.jsonl\n    choices: [a, b]",
        "suite.yaml:3: 'choices' are for rows");
    row("tasks:\n  - file: pick.jsonl\n    metric: em",
        "suite.yaml:3: a choice task has no choice");
    row("tasks:\n  - file: qa.jsonl\n    kind: text", "suite.yaml:3: 'kind' is text but ");
    row("tasks:\n  - file: qa.jsonl\n    metrics: [em, bleu]",
        "suite.yaml:3: unknown metric 'bleu'");
    row("tasks:\n  - file: qa.jsonl\n    metrics: {em: 1}", "suite.yaml:3: 'metrics' must be");
    row("tasks:\n  - file: wiki.jsonl\n    metric: em", "suite.yaml:3: a text task has no choice");
    row("tasks:\n  - file: qa.jsonl\n  - file: qa.jsonl",
        "suite.yaml:3: a second task is named 'qa'");
    row("tasks:\n  - file: none.jsonl", "none.jsonl: ");
    row("tasks:\n  - file: other.jsonl", "other.jsonl:1: has neither");
}

void TestSuite::namesWhatIsWrong()
{
    QFETCH(QString, suite);
    QFETCH(QString, message);
    const SuiteFolder folder(suite.toStdString());
    try {
        loadSuite(folder.path("suite.yaml"));
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
}
