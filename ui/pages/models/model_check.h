// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/hub_thread.h"
#include "ui/models/model_row.h"
#include "ui/models/transfer_text.h"

#include <QWidget>

namespace interweave::ui {

class TransferView;

/// Has one repository's files verified at a time and shows how far it is; hidden while there is
/// none.
class ModelCheck : public QWidget {
    Q_OBJECT

public:
    explicit ModelCheck(HubThread& hub, QWidget* parent = nullptr);

    /// Not while it runs.
    void start(const ModelRow& row);
    bool running() const { return m_job != 0; }
    QString key() const { return running() ? m_key : QString(); }

Q_SIGNALS:
    void ended(const QString& name, const interweave::ui::CheckSummary& summary);
    void failed(const interweave::ui::Failure& failure);

private:
    void end(const QString& name, RepoKind kind, const Outcome<std::vector<FileCheck>>& outcome);

    HubThread& m_hub;
    TransferView* m_view;
    JobId m_job = 0;
    QString m_key;
};

} // namespace interweave::ui
