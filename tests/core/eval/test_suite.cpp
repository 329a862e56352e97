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
        write("webq.jsonl", "{\"question\": \"who?\", \"answers\": [\"he\"]}\n");
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
  - {file: pick.jsonl, metrics: [MCC, acc]}
  - {name: gone, file: gone.jsonl, optional: true}
  - {name: short, file: wiki.jsonl, metrics: [KL_from_base], max_tokens: 64}
  - {name: release, file: webq.jsonl, template: webq, optional: true}
  - {name: rows, file: qa.jsonl, template: webq}
  - {name: known, file: qa.jsonl, kind: text, metrics: [Answer_cross_entropy]}
)");
    const Suite suite = readSuite(folder.path("suite.yaml"));
    QVERIFY(suite.leftOut == (std::vector<std::string>{"gone"}));
    const std::vector<EvaluationTask>& tasks = suite.tasks;
    QCOMPARE(tasks.size(), size_t(10));
    QVERIFY(!tasks[1].afterPrompt);
    QCOMPARE(tasks[9].kind, Kind::Text);
    QVERIFY(tasks[9].afterPrompt);
    QVERIFY(tasks[9].metrics == (std::vector<std::string>{"answer_cross_entropy"}));
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
    QVERIFY(tasks[5].metrics == (std::vector<std::string>{"mcc", "acc"}));
    QVERIFY(tasks[6].metrics == (std::vector<std::string>{"kl_from_base"}));
    QCOMPARE(tasks[6].maxTokens, int64_t(64));
    QCOMPARE(tasks[7].rowTemplate, std::string("webq"));
    QVERIFY(tasks[8].rowTemplate.empty()); // its rows have input and output
}

/// The suite that is built in, by its name, with the files of a folder.
void TestSuite::knowsThePapersTasks()
{
    const SuiteFolder folder("");
    const std::filesystem::path data = folder.path("data");
    std::filesystem::create_directory(data);
    QVERIFY_THROWS_EXCEPTION(Error, readSuite("paper", data));
    writeFileAtomically(data / "cola.test.jsonl", "{\"sentence\": \"So it is.\", \"label\": 1}\n");
    writeFileAtomically(
        data / "gsm8k.test.jsonl", "{\"input\": \"1 + 1?\", \"output\": \"The answer is 2.\"}\n");
    const Suite suite = readSuite("paper", data);
    QCOMPARE(suite.tasks.size(), size_t(2));
    QCOMPARE(suite.leftOut.size(), size_t(5));
    QCOMPARE(suite.tasks[0].suite, std::string("paper"));
    QCOMPARE(suite.tasks[0].rowTemplate, std::string("cola"));
    QCOMPARE(suite.tasks[0].metrics.front(), std::string("MCC_yes"));
    QVERIFY(suite.tasks[1].rowTemplate.empty());
    QCOMPARE(suite.tasks[1].metrics.front(), std::string("final_number"));
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
    row("tasks:\n  - file: pick.jsonl\n    metric: em", "suite.yaml:3: unknown metric of choices");
    row("tasks:\n  - file: pick.jsonl\n    kind: text", "suite.yaml:3: 'kind' is text but ");
    row("tasks:\n  - file: qa.jsonl\n    metrics: [em, bleu]",
        "suite.yaml:3: unknown metric 'bleu'");
    row("tasks:\n  - file: qa.jsonl\n    metrics: {em: 1}", "suite.yaml:3: 'metrics' must be");
    row("tasks:\n  - file: wiki.jsonl\n    metric: em", "suite.yaml:3: unknown metric of texts");
    row("tasks:\n  - file: qa.jsonl\n    max_tokens: 9", "suite.yaml:3: 'max_tokens' is for texts");
    row("tasks:\n  - file: other.jsonl\n    template: mmlu", "suite.yaml:3: 'template' is 'mmlu'");
    row("tasks:\n  - file: none.jsonl\n    optional: true", "none of the suite's files is in ");
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
