// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/train_state.h"
#include "ui/pages/page.h"

class QPushButton;
class QStackedWidget;

namespace interweave::ui {

class CurvesPanel;
class EstimateCard;
class FactsCard;
class FollowedRun;
class RecipeCard;
class SweepPanel;
class WatchedCard;
struct UnfinishedWork;

/// Writes a recipe, starts it, and shows the run that trains, whoever started it. Two states: a new
/// run is written (estimate, Start), or a run is shown (its own configuration and facts, New run);
/// the curves are always those of the run that trains or trained last.
class TrainPage : public Page {
    Q_OBJECT

public:
    explicit TrainPage(Services& services, QWidget* parent = nullptr);

    void activate() override;
    /// Goes on with a run at once, or after the one that trains.
    void showResume(const QString& run);
    /// A new run of one's own model.
    void usePresetWithOwnModel();
    /// A new run of the model at this path.
    void useModel(const QString& model);
    /// The recipe that is written, as it would start.
    TrainRequest recipe() const;
    /// All points of the shown run, as CSV.
    void exportPoints(const QString& file);

Q_SIGNALS:
    /// What is written has been checked, and may have become another.
    void recipeChecked();

private:
    QWidget* makeRight();
    void addActions();
    void connectParts();

    TrainState state() const;
    void showState();
    void showProgress();
    void showRunsRecipe();
    void showChecked();

    void pressMain();
    void writeNewRun();
    void start(const TrainRequest& request);
    void offerUnfinished(const UnfinishedWork& work);
    void showSweeps(bool shown);

    void runStarted();
    void runStopped(const Outcome<TrainResult>& outcome);
    void showEnd(const Outcome<TrainResult>& outcome);

    bool m_writing = true; // a new run; else one is shown
    bool m_starting = false; // Start was pressed and nothing has started yet
    bool m_asked = false; // for a new run, by a button: what starts meanwhile does not end it
    bool m_ofSweep = false; // the run that is followed
    QString m_offered; // the unfinished work that was offered; once is enough

    FollowedRun* m_run;
    RecipeCard* m_recipe;
    EstimateCard* m_estimate;
    FactsCard* m_facts;
    WatchedCard* m_watched;
    SweepPanel* m_sweeps; // in the place of the settings
    QWidget* m_settings = nullptr;
    CurvesPanel* m_curves;
    QStackedWidget* m_right;
    QPushButton* m_export = nullptr;
    QPushButton* m_sweep = nullptr;
    QPushButton* m_main = nullptr;
};

} // namespace interweave::ui
