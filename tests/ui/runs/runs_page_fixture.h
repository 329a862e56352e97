// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/runs/runs_page.h"

#include <QStringList>

#include <set>

class QTableView;

namespace interweave::ui {

class LineChart;

/// Remembers which curves it was asked for, and refuses to touch the run that is being trained.
class WatchedLibrary : public FakeLibrary {
public:
    struct Log {
        std::vector<std::string> curves; // "run/series"
        std::set<std::string> trained;
    };

    WatchedLibrary(std::shared_ptr<FakeWorkspace> workspace, std::shared_ptr<Log> log)
        : FakeLibrary(std::move(workspace))
        , m_log(std::move(log))
    {
    }
    MetricSeries series(const std::string& run, const std::string& name) const override;
    std::string remove(const std::string& run) override;

private:
    std::shared_ptr<Log> m_log;
};

/// The page over a workspace of runs that are not there, and what a person does with it.
class RunsPageFixture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    template <class T>
    T& child(const char* name)
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    QTableView& table();
    LineChart& chart(int place);
    QString cell(int row, int column);
    int rowNamed(const QString& name);
    QString noticeText();
    void trigger(const char* action);

    void open();
    /// With these runs, the newest last.
    void openWith(const std::vector<std::string>& names);
    /// Until what the page gathers has been asked for and answered.
    void settle();
    /// Rows as they stand.
    void choose(const std::vector<int>& rows);
    /// The cell that the key begins to edit.
    void edit(Qt::Key key, Qt::KeyboardModifier modifier, const QString& text);
    /// The dialog that asks where to.
    void answer(const QString& path);

    std::shared_ptr<FakeWorkspace> m_workspace;
    std::shared_ptr<WatchedLibrary::Log> m_log;
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::optional<Services> m_services;
    std::unique_ptr<RunsPage> m_page;
    QStringList m_toasts;
    std::function<void()> m_undo;
};

} // namespace interweave::ui
