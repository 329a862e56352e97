// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_changes.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace interweave::ui {

namespace {

std::vector<std::string> toStrings(const QStringList& texts)
{
    std::vector<std::string> strings;
    for (const QString& text : texts)
        strings.push_back(text.toStdString());
    return strings;
}

} // namespace

RunChanges::RunChanges(Services& services, QWidget* window)
    : QObject(window)
    , m_services(services)
    , m_window(window)
{
}

void RunChanges::each(const QStringList& ids, One one, Done done)
{
    struct Result {
        QStringList done;
        std::optional<Failure> refused; // the first
    };
    m_services.library.change(
        this,
        [ids = toStrings(ids), one = std::move(one)](RunLibrary& library) {
            Result result;
            for (const std::string& id : ids)
                try {
                    one(library, id);
                    result.done += QString::fromStdString(id);
                } catch (const Error& error) { // e.g. the one that is being trained
                    if (!result.refused)
                        result.refused
                            = Failure{error.code(), QString::fromStdString(error.where()),
                                QString::fromStdString(error.message())};
                }
            return result;
        },
        [this, done = std::move(done)](const Outcome<Result>& outcome) {
            if (!outcome)
                return Q_EMIT failed(outcome.failure());
            if (outcome.value().refused)
                Q_EMIT failed(*outcome.value().refused);
            else
                Q_EMIT changed();
            if (done && !outcome.value().done.isEmpty())
                done(outcome.value().done);
        });
}

void RunChanges::rename(const QString& id, const QString& name)
{
    each({id}, [name = name.toStdString()](RunLibrary& library, const std::string& run) {
        library.rename(run, name);
    });
}

void RunChanges::tag(const QString& id, const QStringList& added, const QStringList& removed)
{
    each({id},
        [added = toStrings(added), removed = toStrings(removed)](
            RunLibrary& library, const std::string& run) {
            for (const std::string& tag : added)
                library.tag(run, tag);
            for (const std::string& tag : removed)
                library.untag(run, tag);
        });
}

void RunChanges::setNotes(const QString& id, const QString& notes)
{
    each({id}, [notes = notes.toStdString()](RunLibrary& library, const std::string& run) {
        library.setNotes(run, notes);
    });
}

void RunChanges::remove(const QStringList& ids, const QString& name)
{
    each(
        ids, [](RunLibrary& library, const std::string& run) { library.remove(run); },
        [this, name, asked = ids.size()](const QStringList& removed) {
            if (!m_services.toast)
                return;
            const QString what = asked == 1 ? name
                : removed.size() == 1       ? tr("1 run")
                                            : tr("%1 runs").arg(removed.size());
            m_services.toast(tr("Deleted %1").arg(what), tr("Undo"),
                [self = QPointer<RunChanges>(this), removed] {
                    if (self)
                        self->restore(removed);
                });
        });
}

void RunChanges::restore(const QStringList& ids)
{
    each(ids, [](RunLibrary& library, const std::string& run) { library.restore(run); });
}

/// The one thing that cannot be undone, so it asks.
void RunChanges::askPurge(const QStringList& ids, const QString& name)
{
    auto* const question = new QMessageBox(QMessageBox::Warning, tr("Delete for good"),
        ids.size() == 1 ? tr("Delete %1 for good?").arg(name)
                        : tr("Delete %1 runs for good?").arg(ids.size()),
        QMessageBox::NoButton, m_window);
    question->setObjectName(QStringLiteral("purgeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Weights, curves, results and notes go. "
                                    "This cannot be undone."));
    QPushButton* const purges
        = question->addButton(tr("Delete for good"), QMessageBox::DestructiveRole);
    purges->setObjectName(QStringLiteral("purgeConfirm"));
    question->setDefaultButton(question->addButton(tr("Keep"), QMessageBox::RejectRole));
    connect(purges, &QPushButton::clicked, this, [this, ids] { purge(ids); });
    question->open();
}

void RunChanges::askImport()
{
    auto* const dialog = new QFileDialog(m_window, tr("Import a run"));
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &RunChanges::import);
    dialog->open();
}

void RunChanges::purge(const QStringList& ids)
{
    each(ids, [](RunLibrary& library, const std::string& run) { library.purge(run); });
}

void RunChanges::import(const QString& folder)
{
    each({folder}, [](RunLibrary& library, const std::string& from) { library.importFrom(from); });
}

} // namespace interweave::ui
