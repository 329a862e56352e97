// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparable_runs.h"

#include <QComboBox>

namespace interweave::ui {

/// Which run's voices are asked.
class RunChooser : public QComboBox {
    Q_OBJECT

public:
    explicit RunChooser(QWidget* parent = nullptr);

    /// The chosen run stays chosen if it is still there, else the first is.
    void setRuns(std::vector<ComparableRun> runs);
    /// Null where there is none.
    const ComparableRun* chosen() const;
    /// Says whether it is there.
    bool choose(const QString& runId);

private:
    std::vector<ComparableRun> m_runs;
};

} // namespace interweave::ui
