// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/recipe_preview.h"
#include "ui/models/training_curves.h"
#include "ui/pages/services.h"

#include <QObject>

#include <optional>

namespace interweave::ui {

/// The run that trains or trained last, whoever started it: what it was started with, how far it
/// is, how it ended. Nothing is known before the first one starts.
class FollowedRun : public QObject {
    Q_OBJECT

public:
    explicit FollowedRun(Services& services, QObject* parent = nullptr);

    /// Goes on with one that began before anybody followed; when the signals are connected.
    void catchUp();

    /// Empty until it has its folder.
    const QString& id() const { return m_id; }
    const QString& name() const { return m_name; }
    const TrainRequest& request() const { return m_request; }
    /// As it was started; no values while it is being read.
    const RecipePreview& recipe() const { return m_recipe; }
    /// Until the recipe has been read it passes for one.
    bool isSiamese() const;
    const TrainingCurves& curves() const { return m_curves; }
    const std::optional<TrainProgress>& newest() const { return m_newest; }
    /// Rows of the watched suite, in words; empty between two measurements.
    const QString& measuring() const { return m_measuring; }

Q_SIGNALS:
    /// Another run; of the one before nothing is left.
    void started();
    /// Its name or its recipe is known now.
    void described();
    /// Points, or what is measured between them.
    void changed();
    void watched(const interweave::WatchedScores& scores);
    /// As soon as its recipe is known, too: what can be done now depends on that.
    void ended(const interweave::ui::Outcome<interweave::TrainResult>& outcome);
    /// At once.
    void stopped(const interweave::ui::Outcome<interweave::TrainResult>& outcome);

private:
    void trainingStarted();
    void trainingBegun();
    void trainingProgressed(const std::vector<TrainProgress>& steps);
    void suiteProgressed(const EvaluationProgress& progress);
    void suiteWatched(const WatchedScores& scores);
    void trainingEnded(const Outcome<TrainResult>& outcome);
    void askRecipe();
    void askEarlier();
    void tellEnd();

    Services& m_services;
    QString m_id;
    QString m_name;
    TrainRequest m_request;
    RecipePreview m_recipe;
    bool m_readsRecipe = false;
    std::optional<Outcome<TrainResult>> m_end; // that nobody was told of yet
    TrainingCurves m_curves;
    std::optional<TrainProgress> m_newest;
    QString m_measuring;
};

/// What the run that trains is called: its name, else its id, else that it loads.
QString nameOf(const TrainingState& training);

} // namespace interweave::ui
