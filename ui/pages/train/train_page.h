// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/recipe_preview.h"
#include "ui/pages/page.h"

#include <optional>

class QPushButton;
class QStackedWidget;

namespace interweave::ui {

class CurvesPanel;
class EstimateCard;
class FactsCard;
class RecipeCard;
class WatchedCard;

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
    /// All points of the shown run, as CSV.
    void exportPoints(const QString& file);

private:
    QWidget* makeLeft();
    QWidget* makeRight();
    void addActions();
    void connectEngine();

    void showState();
    void showRunsRecipe();
    void askRunsRecipe();
    void showChecked();
    void pressMain();
    void writeNewRun();
    void start(const TrainRequest& request);

    void trainingStarted();
    void trainingBegun();
    void trainingProgressed(const std::vector<TrainProgress>& steps);
    void suiteProgressed(const EvaluationProgress& progress);
    void suiteWatched(const WatchedScores& scores);
    void trainingEnded(const Outcome<TrainResult>& outcome);
    void showEnd(const Outcome<TrainResult>& outcome);
    void loadEarlier(const QString& run);
    void showProgress();
    void offerInterrupted(const std::vector<StoredRun>& runs);
    QString nameOfTraining() const;

    bool m_writing = true; // a new run; else one is shown
    bool m_starting = false; // Start was pressed and nothing has started yet
    bool m_asked = false; // for a new run, by a button: what starts meanwhile does not end it
    QString m_run; // id of the shown one; empty until it has its folder
    QString m_runName;
    TrainRequest m_runRequest;
    RecipePreview m_runRecipe; // as it was started; no values while it is being read
    bool m_readsRecipe = false;
    std::optional<Outcome<TrainResult>> m_end; // of a run that ended before its recipe was read
    std::optional<TrainProgress> m_newest;
    QString m_measuring; // rows of the watched suite, in words
    QString m_offered; // the interrupted run that was offered; once is enough

    RecipeCard* m_recipe;
    EstimateCard* m_estimate;
    FactsCard* m_facts;
    WatchedCard* m_watched;
    CurvesPanel* m_curves;
    QStackedWidget* m_right;
    QPushButton* m_export = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_main = nullptr;
};

} // namespace interweave::ui
