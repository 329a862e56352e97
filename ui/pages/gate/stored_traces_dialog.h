// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/stored_trace_model.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace interweave::ui {

/// The traces that are kept with a run, to open one of them.
class StoredTracesDialog : public QDialog {
    Q_OBJECT

public:
    StoredTracesDialog(const QString& runName, QWidget* parent);

    void setTraces(std::vector<StoredTrace> traces);
    void showFailure(const QString& text);

Q_SIGNALS:
    void traceChosen(const interweave::ui::StoredTrace& trace);

private:
    void say(const QString& text);
    void openCurrent();

    StoredTraceModel* m_model;
    QLabel* m_text; // in the place of the list
    QTableView* m_list;
    QPushButton* m_open;
};

} // namespace interweave::ui
