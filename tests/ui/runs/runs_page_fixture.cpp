// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/runs_page_fixture.h"

#include "core/support/error.h"
#include "ui/plots/line_chart.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QtTest>

namespace interweave::ui {

MetricSeries WatchedLibrary::series(const std::string& run, const std::string& name) const
{
    m_log->curves.push_back(run + "/" + name);
    return FakeLibrary::series(run, name);
}

std::string WatchedLibrary::remove(const std::string& run)
{
    if (m_log->trained.contains(run))
        throw Error(ErrorCode::InvalidArgument, run, "is being trained");
    return FakeLibrary::remove(run);
}

void RunsPageFixture::init()
{
    m_workspace = std::make_shared<FakeWorkspace>();
    m_log = std::make_shared<WatchedLibrary::Log>();
    m_toasts.clear();
    m_undo = {};
}

void RunsPageFixture::cleanup()
{
    m_page.reset();
    m_services.reset();
    m_library.reset();
    m_engine.reset();
}

QTableView& RunsPageFixture::table()
{
    return child<QTableView>("runsTable");
}

LineChart& RunsPageFixture::chart(int place)
{
    return child<LineChart>(place == 0 ? "curvesChart0" : "curvesChart1");
}

QString RunsPageFixture::cell(int row, int column)
{
    return table().model()->index(row, column).data().toString();
}

int RunsPageFixture::rowNamed(const QString& name)
{
    for (int row = 0; row < table().model()->rowCount(); ++row)
        if (cell(row, 0) == name)
            return row;
    return -1;
}

QString RunsPageFixture::noticeText()
{
    return child<QLabel>("noticeText").text();
}

void RunsPageFixture::trigger(const char* action)
{
    QTRY_VERIFY(child<QAction>(action).isEnabled());
    child<QAction>(action).trigger();
}

void RunsPageFixture::open()
{
    m_knobs = std::make_shared<FakeEngine::Knobs>();
    m_engine = std::make_unique<EngineThread>(
        [knobs = m_knobs] { return std::make_unique<FakeEngine>(knobs); });
    m_library = std::make_unique<LibraryThread>([workspace = m_workspace, log = m_log] {
        return std::make_unique<WatchedLibrary>(workspace, log);
    });
    m_services.emplace(Services{*m_engine, *m_library, "/nowhere",
        [this](const QString& text, const QString&, std::function<void()> undo) {
            m_toasts += text;
            m_undo = std::move(undo);
        }});
    m_page = std::make_unique<RunsPage>(*m_services);
    m_page->resize(1104, 736);
    m_page->show();
}

void RunsPageFixture::openWith(const std::vector<std::string>& names)
{
    for (size_t i = 0; i < names.size(); ++i) {
        addFakeRun(*m_workspace, "run-" + std::to_string(i), names[i]);
        m_workspace->runs.back().summary.created = "2026-11-24T1" + std::to_string(i) + ":00:00Z";
    }
    open();
    QTRY_COMPARE(table().model()->rowCount(), static_cast<int>(names.size()));
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 1);
    settle();
}

void RunsPageFixture::settle()
{
    int quiet = 0;
    QTRY_VERIFY((quiet = m_library->pending() == 0 ? quiet + 1 : 0) > 4);
}

void RunsPageFixture::choose(const std::vector<int>& rows)
{
    table().clearSelection();
    for (const int row : rows)
        table().selectionModel()->select(table().model()->index(row, 0),
            QItemSelectionModel::Select | QItemSelectionModel::Rows);
    settle();
}

void RunsPageFixture::edit(Qt::Key key, Qt::KeyboardModifier modifier, const QString& text)
{
    table().setFocus();
    QTest::keyClick(&table(), key, modifier);
    QLineEdit* editor = nullptr;
    QTRY_VERIFY((editor = table().viewport()->findChild<QLineEdit*>()));
    editor->setText(text);
    QTest::keyClick(editor, Qt::Key_Return);
    settle();
}

void RunsPageFixture::answer(const QString& path)
{
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = m_page->findChild<QFileDialog*>("exportDialog")));
    Q_EMIT dialog->fileSelected(path);
    delete dialog;
    settle();
}

} // namespace interweave::ui
