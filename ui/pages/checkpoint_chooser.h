// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/run.h"
#include "ui/pages/services.h"

#include <QComboBox>

#include <optional>
#include <vector>

namespace interweave::ui {

/// Which state of a run is asked: the run as it is, or as a checkpoint kept it. Hidden without any.
class CheckpointChooser : public QComboBox {
    Q_OBJECT

public:
    explicit CheckpointChooser(Services& services, QWidget* parent = nullptr);

    /// Reads the run's checkpoints; the chosen one stays chosen where it is still there. Of another
    /// run than before the run as it is is chosen at once. Empty: no run.
    void load(const QString& run);
    void chooseRunAsItIs() { setCurrentIndex(0); }
    /// Absent: the run as it is.
    std::optional<RunCheckpoint> chosen() const;

Q_SIGNALS:
    void changed();

private:
    void setCheckpoints(const std::vector<RunCheckpoint>& checkpoints);

    Services& m_services;
    QString m_run; // id
    std::vector<RunCheckpoint> m_checkpoints; // newest first
};

} // namespace interweave::ui
