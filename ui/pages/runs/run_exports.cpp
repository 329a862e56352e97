// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_exports.h"

#include "core/support/atomic_file.h"
#include "ui/models/run_export.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>
#include <QWidget>

namespace interweave::ui {

namespace {

/// On the library's thread.
std::vector<RunCurves> readCurves(const RunLibrary& library, const QVector<RunRow>& runs)
{
    std::vector<RunCurves> all;
    for (const RunRow& run : runs) {
        RunCurves& curves = all.emplace_back();
        curves.run = run;
        const std::string id = run.id.toStdString();
        for (const std::string& name : library.seriesNames(id))
            curves.series.push_back(library.series(id, name));
    }
    return all;
}

void writeBytes(const std::filesystem::path& file, const QByteArray& bytes)
{
    writeFileAtomically(file, {bytes.constData(), static_cast<size_t>(bytes.size())});
}

/// A run's name as a file's.
QString fileName(const QVector<RunRow>& runs)
{
    if (runs.size() != 1)
        return QStringLiteral("runs");
    QString name = runs.front().name.isEmpty() ? runs.front().id : runs.front().name;
    for (QChar& letter : name)
        if (!letter.isLetterOrNumber() && letter != u'-' && letter != u'_' && letter != u'.')
            letter = u'-';
    return name;
}

} // namespace

RunExports::RunExports(LibraryThread& library, QWidget* window)
    : QObject(window)
    , m_library(library)
    , m_window(window)
{
}

void RunExports::setChosen(QVector<RunRow> runs)
{
    m_runs = std::move(runs);
    for (QAction* const action : m_actions)
        action->setEnabled(!m_runs.isEmpty());
}

QMenu* RunExports::newMenu(QWidget* parent)
{
    auto* const menu = new QMenu(parent);
    menu->setToolTipsVisible(true);
    const auto add
        = [&](const char* objectName, const QString& text, const QString& toolTip, auto ask) {
              QAction* const action = menu->addAction(text, this, ask);
              action->setObjectName(QString::fromLatin1(objectName));
              action->setToolTip(toolTip);
              m_actions.append(action);
          };
    add("exportTable", tr("Table as CSV…"), tr("What the table shows, a line for each run"),
        [this] { askTable(); });
    add("exportCurves", tr("Curves as CSV…"), tr("All figures of all steps, a line for each point"),
        [this] { askCurves(); });
    add("exportJson", tr("Everything as JSON…"), tr("Table, recipes and curves"),
        [this] { askJson(); });
    menu->addSeparator();
    add("exportFolder", tr("Whole run as a folder…"),
        tr("Adapter, recipe, figures and results, for another workspace"),
        [this] { askFolders(false); });
    add("exportCheckpoints", tr("Whole run with checkpoints…"),
        tr("The same, and what is needed to go on with its training"),
        [this] { askFolders(true); });
    return menu;
}

void RunExports::askFile(const Question& question, Write write)
{
    auto* const dialog = new QFileDialog(m_window, question.title,
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(question.ending);
    dialog->setNameFilter(QStringLiteral("*.") + question.ending);
    dialog->selectFile(question.name + u'.' + question.ending);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, write = std::move(write)](const QString& path) { perform(path, write); });
    dialog->open();
}

void RunExports::perform(const QString& path, Write write)
{
    Q_EMIT began(path);
    m_library.ask(
        this,
        [write = std::move(write), path](const RunLibrary& library) {
            write(library, std::filesystem::path(path.toStdString()));
        },
        [this, path](const Outcome<Nothing>& outcome) {
            if (outcome)
                Q_EMIT written(path);
            else
                Q_EMIT failed(outcome.failure());
        });
}

void RunExports::askReport()
{
    std::vector<std::string> ids;
    for (const RunRow& run : m_runs)
        ids.push_back(run.id.toStdString());
    askFile({tr("Save the report"), fileName(m_runs) + QStringLiteral("-report"),
                QStringLiteral("html")},
        [ids](const RunLibrary& library, const std::filesystem::path& file) {
            library.report(ids, file);
        });
}

void RunExports::askTable()
{
    askFile({tr("Save the table"), fileName(m_runs), QStringLiteral("csv")},
        [runs = m_runs](const RunLibrary&, const std::filesystem::path& file) {
            writeBytes(file, tableAsCsv(runs));
        });
}

void RunExports::askCurves()
{
    askFile({tr("Save the curves"), fileName(m_runs) + QStringLiteral("-curves"),
                QStringLiteral("csv")},
        [runs = m_runs](const RunLibrary& library, const std::filesystem::path& file) {
            writeBytes(file, curvesAsCsv(readCurves(library, runs)));
        });
}

void RunExports::askJson()
{
    askFile({tr("Save everything"), fileName(m_runs), QStringLiteral("json")},
        [runs = m_runs](const RunLibrary& library, const std::filesystem::path& file) {
            writeBytes(file, runsAsJson(readCurves(library, runs)));
        });
}

void RunExports::askFolders(bool withCheckpoints)
{
    auto* const dialog = new QFileDialog(m_window, tr("Export the runs into this folder"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    const auto write = [runs = m_runs, withCheckpoints](
                           const RunLibrary& library, const std::filesystem::path& folder) {
        for (const RunRow& run : runs)
            library.exportTo(run.id.toStdString(), folder / run.id.toStdString(), withCheckpoints);
    };
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, write](const QString& path) { perform(path, write); });
    dialog->open();
}

} // namespace interweave::ui
