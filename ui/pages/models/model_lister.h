// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/hub_thread.h"
#include "ui/jobs/library_thread.h"
#include "ui/models/model_row.h"

class QTimer;

namespace interweave::ui {

/// Gathers what is on this machine: the hub's cache and the models of runs.
class ModelLister : public QObject {
    Q_OBJECT

public:
    ModelLister(HubThread& hub, LibraryThread& library, QObject* parent = nullptr);

    /// Reads both again, soon.
    void refresh();
    /// Both have been read.
    bool isRead() const { return m_cacheRead && m_runsRead; }
    QVector<ModelRow> rows() const { return withUsedModels(m_cached, m_used); }
    /// Its files have gone; the next reading says so, too.
    void forget(const QString& key);

Q_SIGNALS:
    void changed();
    void failed(const interweave::ui::Failure& failure);

private:
    void read();

    HubThread& m_hub;
    LibraryThread& m_library;
    QTimer* m_soon;
    QVector<ModelRow> m_cached;
    QVector<UsedModel> m_used;
    bool m_cacheRead = false;
    bool m_runsRead = false;
};

} // namespace interweave::ui
