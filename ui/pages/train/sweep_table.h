// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sweep_run_model.h"

#include <QTableView>

#include <initializer_list>

namespace interweave::ui {

/// The runs of a sweep as rows; one that has begun is asked for by a click or by Return.
class SweepTable : public QTableView {
    Q_OBJECT

public:
    static constexpr int kRowHeight = 28;

    /// columns: those that are seen, in their order; `wide` takes what is over.
    SweepTable(SweepRunModel& model, std::initializer_list<SweepRunModel::Column> columns,
        SweepRunModel::Column wide, QWidget* parent = nullptr);

Q_SIGNALS:
    void runRequested(const QString& run);
};

} // namespace interweave::ui
