// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/services.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace interweave::ui {

/// Changes runs through the library; what is deleted can be had back by the toast's undo, and what
/// cannot be had back is asked about first.
class RunChanges : public QObject {
    Q_OBJECT

public:
    /// window: whose questions they are.
    RunChanges(Services& services, QWidget* window);

    void rename(const QString& id, const QString& name);
    void tag(const QString& id, const QStringList& added, const QStringList& removed);
    void setNotes(const QString& id, const QString& notes);
    /// name: what the toast calls them.
    void remove(const QStringList& ids, const QString& name);
    void restore(const QStringList& ids);
    /// name: what the question calls the one; several are counted.
    void askPurge(const QStringList& ids, const QString& name);
    void askImport();

Q_SIGNALS:
    void changed(); // nothing was refused
    void failed(const interweave::ui::Failure& failure);

private:
    using One = std::function<void(RunLibrary&, const std::string& id)>;
    using Done = std::function<void(const QStringList& done)>;

    /// Does `one` with each; one that is refused does not keep the others from it.
    void each(const QStringList& ids, One one, Done done = {});
    void purge(const QStringList& ids);
    void import(const QString& folder);

    Services& m_services;
    QWidget* m_window;
};

} // namespace interweave::ui
