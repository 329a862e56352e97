// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/library_thread.h"
#include "ui/models/run_row.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace interweave::ui {

/// Asks where to, and writes there what is known of the chosen runs, on the library's thread.
class RunExports : public QObject {
    Q_OBJECT

public:
    /// window: whose dialogs they are.
    RunExports(LibraryThread& library, QWidget* window);

    void setChosen(QVector<RunRow> runs);
    /// All that can be written but the report.
    QMenu* newMenu(QWidget* parent);

    void askReport();
    void askTable();
    void askCurves();
    void askJson();
    /// Whole runs into a folder, each as one named by its id.
    void askFolders(bool withCheckpoints);

Q_SIGNALS:
    void began(const QString& what);
    void written(const QString& path);
    void failed(const interweave::ui::Failure& failure);

private:
    using Write = std::function<void(const RunLibrary&, const std::filesystem::path&)>;
    struct Question {
        QString title;
        QString name; // proposed, without its ending
        QString ending;
    };

    void askFile(const Question& question, Write write);
    void perform(const QString& path, Write write);

    LibraryThread& m_library;
    QWidget* m_window;
    QVector<RunRow> m_runs;
    QVector<QAction*> m_actions;
};

} // namespace interweave::ui
