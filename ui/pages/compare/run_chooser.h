// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparable_runs.h"
#include "ui/pages/services.h"

#include <QComboBox>

namespace interweave::ui {

/// Which run's voices are asked: one of the workspace's with adapter and gate, or the one that
/// trains.
class RunChooser : public QComboBox {
    Q_OBJECT

public:
    explicit RunChooser(Services& services, QWidget* parent = nullptr);

    /// Reads the runs. The chosen one stays chosen if it is still there, else the first is.
    void load();
    /// While it is held nothing changes, even if runs come that were asked for before.
    void setHeld(bool held);
    /// Null where there is none.
    const ComparableRun* chosen() const;
    /// Says whether it is there.
    bool choose(const QString& runId);
    /// Whether it is known that there are none.
    bool isKnownEmpty() const { return m_known && m_runs.empty(); }

Q_SIGNALS:
    void loaded();
    void failed(const interweave::ui::Failure& failure);

private:
    void take(const std::vector<StoredRun>& stored);
    void setRuns(std::vector<ComparableRun> runs);

    Services& m_services;
    std::vector<ComparableRun> m_runs;
    bool m_known = false; // they were read once
    bool m_held = false;
    int m_load = 0; // the newest request
};

} // namespace interweave::ui
