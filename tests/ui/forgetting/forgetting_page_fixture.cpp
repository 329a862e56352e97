// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forgetting/forgetting_page_fixture.h"

#include "ui/plots/chart.h"
#include "ui/widgets/notice.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

namespace interweave::ui {

void ForgettingPageFixture::init()
{
    m_knobs = std::make_shared<FakeEngine::Knobs>();
    m_workspace = std::make_shared<FakeWorkspace>();
    m_engine = std::make_unique<EngineThread>(
        [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
    m_library = std::make_unique<LibraryThread>(
        [workspace = m_workspace] { return std::make_unique<FakeLibrary>(workspace); });
    m_services.reset(new Services{*m_engine, *m_library, "/nowhere", {}});
}

void ForgettingPageFixture::cleanup()
{
    m_page.reset();
    m_engine.reset();
    m_library.reset();
}

QPushButton* ForgettingPageFixture::button(const char* name) const
{
    return find<QPushButton>(name);
}

QStringList ForgettingPageFixture::labels() const
{
    QStringList texts;
    for (const QLabel* label : m_page->findChildren<QLabel*>())
        texts.append(label->text());
    return texts;
}

QString ForgettingPageFixture::notice() const
{
    return m_page->findChild<Notice*>({}, Qt::FindDirectChildrenOnly)->text();
}

int ForgettingPageFixture::summaryRuns() const
{
    return find<QTableView>("forgettingSummary")->model()->columnCount();
}

QStringList ForgettingPageFixture::csvOf(const char* chart) const
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("chart.csv"));
    find<Chart>(chart)->exportTo(file);
    QFile written(file);
    return written.open(QIODevice::ReadOnly)
        ? QString::fromUtf8(written.readAll()).split(QLatin1Char('\n'))
        : QStringList();
}

void ForgettingPageFixture::addRuns()
{
    addFakeRun(*m_workspace, "1", "old", false);
    addFakeRun(*m_workspace, "2", "lora", false);
    addFakeRun(*m_workspace, "3", "imsm", true);
    for (StoredRun& run : m_workspace->runs)
        run.summary.recipe += "eval:\n  suite: /suites/" + run.summary.id + ".yaml\n";
}

void ForgettingPageFixture::addText(const std::string& run, const std::string& branch, double nats)
{
    StoredEvaluation evaluation = m_workspace->evaluations[run].front();
    evaluation.result = fakeTaskResult("stories", branch, 0.0);
    evaluation.result.score.metrics
        = {{"cross_entropy", {nats, nats - 0.1, nats + 0.1}, "bootstrap", {}}};
    evaluation.result.texts.assign(300, {50, nats});
    m_workspace->evaluations[run].push_back(std::move(evaluation));
}

void ForgettingPageFixture::addTexts()
{
    addText("2", "base", 0.4);
    addText("2", "tuned", 3.9);
    addText("3", "base", 0.4);
    addText("3", "interwoven", 1.1);
}

void ForgettingPageFixture::addAnswers(
    const std::string& run, const std::string& branch, const std::string& said)
{
    for (StoredEvaluation& evaluation : m_workspace->evaluations[run])
        if (evaluation.result.task == "facts" && evaluation.result.branch == branch)
            for (int64_t line = 1; line <= evaluation.result.score.rows; ++line)
                evaluation.result.predictions.push_back(
                    {line, "Q" + std::to_string(line), {"sea"}, said, 3, 1, false});
}

void ForgettingPageFixture::open()
{
    m_page = std::make_unique<ForgettingPage>(*m_services);
    m_page->resize(1104, 736);
    m_page->show();
    m_page->activate();
}

void ForgettingPageFixture::openWithRuns()
{
    addRuns();
    open();
}

} // namespace interweave::ui
