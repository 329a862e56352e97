// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "core/api/learning_points.h"
#include "ui/pages/page.h"

#include <QStringList>

#include <vector>

class QComboBox;
class QStackedWidget;

namespace interweave::ui {

class ClaimsCard;
class EmptyState;
class EvaluatePanel;
class FlipsCard;
class ForgettingTable;
class LearningCard;
class MeasuredRuns;
class ResultFiles;
class RunPicker;
class ScoresCard;

/// What runs kept and lost of their base: scores per task, learning against forgetting, and what
/// may be said of it, from the stored evaluations.
class ForgettingPage : public Page {
    Q_OBJECT

public:
    explicit ForgettingPage(Services& services, QWidget* parent = nullptr);

    void activate() override;
    /// Sets these runs side by side, by their ids; says so where one was never measured.
    void showRuns(const QStringList& ids);
    /// Reads all evaluations again.
    void refresh();

private:
    void buildContent();
    QWidget* noRunsState();
    QWidget* noScoresState();
    void connectServices();

    void takeRuns(std::vector<LearningPoint> runs);
    void takeWanted();
    void loadView();
    void takeView(ForgettingView view);
    void describe();
    void toggleRun(const QString& run);
    void offerSuites();
    void updateState();
    void openEvaluation();
    void closeEvaluation();
    void hasEvaluated(const QString& run, int tasks);
    void saved(const Outcome<QString>& outcome);

    MeasuredRuns* m_measured;
    ForgettingTable* m_table;
    ResultFiles* m_files;
    std::vector<LearningPoint> m_runs; // all, oldest first
    ForgettingView m_view;
    QStringList m_wanted; // to be shown as soon as the runs are known
    bool m_picked = false; // somebody has chosen: the choice is left alone
    bool m_known = false; // the runs were read
    quint64 m_runsAsked = 0; // replies to older questions are not shown
    quint64 m_viewAsked = 0;
    JobId m_viewJob = 0;

    std::string m_suite; // that is looked at; empty: all
    RunPicker* m_picker;
    QComboBox* m_suites;
    QPushButton* m_report;
    QPushButton* m_export;
    QPushButton* m_evaluate;
    QStackedWidget* m_states;
    QStackedWidget* m_side;
    QWidget* m_said; // claims and flips
    QWidget* m_content;
    QWidget* m_noRuns;
    QWidget* m_noScores;
    ScoresCard* m_scores;
    LearningCard* m_learning;
    ClaimsCard* m_claims;
    FlipsCard* m_flips;
    EvaluatePanel* m_panel;
};

} // namespace interweave::ui
