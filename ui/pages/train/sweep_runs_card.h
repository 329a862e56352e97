// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sweep_run_model.h"
#include "ui/pages/services.h"
#include "ui/widgets/card.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace interweave::ui {

class SweepTable;

/// The runs of a sweep, the command that goes on with it, and where its results are seen.
class SweepRunsCard : public Card {
    Q_OBJECT

public:
    explicit SweepRunsCard(Services& services, QWidget* parent = nullptr);

    SweepRunModel& model() { return m_model; }
    /// file: of the plan that the workspace keeps.
    void setSweep(const QString& name, const QString& file);
    /// Looks at the model again; goesOn: the sweep is at work.
    void showState(bool goesOn);
    /// What the sweep is at comes into sight.
    void follow(const SweepProgress& progress);

Q_SIGNALS:
    void runRequested(const QString& run);
    void runsRequested();
    void forgettingRequested();
    void reportRequested();
    void newRequested();
    void closeRequested();

private:
    QLayout* commandRow();
    QLayout* buttonRow();

    Services& m_services;
    SweepRunModel m_model;
    SweepTable* m_table;
    QProgressBar* m_bar;
    QLineEdit* m_command;
    QToolButton* m_close;
    QPushButton* m_report;
    QPushButton* m_forgetting;
    QPushButton* m_runs;
    QPushButton* m_new;
};

} // namespace interweave::ui
