// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/learning_points.h"
#include "ui/pages/services.h"
#include "ui/widgets/card.h"

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace interweave::ui {

class EvaluationRunner;
class Notice;

/// Asks what to evaluate, has it done, and says how it ended. One evaluation at a time; it goes on
/// while the panel is out of sight.
class EvaluatePanel : public Card {
    Q_OBJECT

public:
    explicit EvaluatePanel(Services& services, QWidget* parent = nullptr);

    /// Oldest first; those without weights are not offered. What was chosen stays.
    void setRuns(const std::vector<LearningPoint>& runs);
    void chooseRun(const QString& run);
    bool hasRuns() const;
    bool evaluating() const;

Q_SIGNALS:
    /// Its results are kept in the store.
    void evaluated(const QString& run, int tasks);
    void evaluatingChanged();
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildForm();
    void buildButtons();
    QLayout* suiteRow();
    void addField(const QString& label, QWidget* field);
    void runChanged();
    void updateState();
    void browse();
    EvaluateRequest request() const;
    void start();
    void end(const Outcome<std::vector<TaskResult>>& outcome);
    const LearningPoint* chosenRun() const;

    Services& m_services;
    std::vector<LearningPoint> m_runs; // newest first
    QString m_evaluated; // the run that is, or was last

    QComboBox* m_run;
    QComboBox* m_suite;
    QPushButton* m_browse;
    QComboBox* m_branches;
    QSpinBox* m_limit;
    QLabel* m_hint;
    QPushButton* m_start;
    QPushButton* m_close;
    EvaluationRunner* m_runner;
    Notice* m_notice;
};

} // namespace interweave::ui
