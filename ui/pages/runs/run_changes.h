// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/services.h"

#include <QObject>
#include <QStringList>

namespace interweave::ui {

/// Changes runs through the library; what is deleted can be had back by the toast's undo.
class RunChanges : public QObject {
    Q_OBJECT

public:
    explicit RunChanges(Services& services, QObject* parent = nullptr);

    void rename(const QString& id, const QString& name);
    void tag(const QString& id, const QStringList& added, const QStringList& removed);
    void setNotes(const QString& id, const QString& notes);
    /// name: what the toast calls them.
    void remove(const QStringList& ids, const QString& name);
    void restore(const QStringList& ids);
    void purge(const QStringList& ids);
    void import(const QString& folder);

Q_SIGNALS:
    void failed(const interweave::ui::Failure& failure);

private:
    using One = std::function<void(RunLibrary&, const std::string& id)>;
    using Done = std::function<void(const QStringList& done)>;

    /// Does `one` with each; one that is refused does not keep the others from it.
    void each(const QStringList& ids, One one, Done done = {});

    Services& m_services;
};

} // namespace interweave::ui
