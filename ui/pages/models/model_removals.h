// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/hub_thread.h"
#include "ui/models/model_row.h"

#include <QHash>
#include <QSet>

class QTimer;

namespace interweave::ui {

/// Repositories that were deleted and can still be had back: their files go when the toast with
/// the undo has gone, or the window closes.
class ModelRemovals : public QObject {
    Q_OBJECT

public:
    explicit ModelRemovals(HubThread& hub, QObject* parent = nullptr);
    ~ModelRemovals() override;

    void remove(const ModelRow& row);
    void undo(const QString& key);
    /// Whether it counts as deleted.
    bool holds(const QString& key) const
    {
        return m_waiting.contains(key) || m_going.contains(key);
    }

Q_SIGNALS:
    /// Something counts as deleted, or does not any more.
    void changed();
    /// Its files have gone.
    void removed(const QString& key);
    void failed(const interweave::ui::Failure& failure);

private:
    struct Waiting {
        std::string repo;
        RepoKind kind = RepoKind::Model;
        QTimer* timer = nullptr;
    };

    void removeNow(const QString& key);

    HubThread& m_hub;
    QHash<QString, Waiting> m_waiting;
    QSet<QString> m_going;
};

} // namespace interweave::ui
