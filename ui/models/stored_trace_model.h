// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_sample.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <vector>

namespace interweave::ui {

/// A trace that is kept with a run.
struct StoredTrace {
    QString created; // in local time, as it is shown
    QString prompt;
    std::shared_ptr<const Trace> trace;
};

/// Those of a run's answers that have a trace, newest first.
std::vector<StoredTrace> storedTraces(std::vector<StoredSample> samples);

/// The traces of a run as a list to choose from.
class StoredTraceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Created, Tokens, Prompt, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setTraces(std::vector<StoredTrace> traces);
    const StoredTrace& at(int row) const { return m_traces[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StoredTrace> m_traces;
};

} // namespace interweave::ui
