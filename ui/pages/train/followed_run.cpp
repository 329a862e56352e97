// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/followed_run.h"

#include <utility>

namespace interweave::ui {

FollowedRun::FollowedRun(Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
    const EngineThread& engine = services.engine;
    connect(&engine, &EngineThread::trainingStarted, this, &FollowedRun::trainingStarted);
    connect(&engine, &EngineThread::trainingBegun, this, &FollowedRun::trainingBegun);
    connect(&engine, &EngineThread::trainingProgressed, this, &FollowedRun::trainingProgressed);
    connect(&engine, &EngineThread::suiteProgressed, this, &FollowedRun::suiteProgressed);
    connect(&engine, &EngineThread::evaluationProgressed, this,
        [this](const EvaluationProgress& progress) {
            if (m_services.engine.sweeping()) // it is this run that is measured
                suiteProgressed(progress);
        });
    connect(&engine, &EngineThread::sweepEnded, this, [this] {
        m_measuring.clear();
        Q_EMIT changed();
    });
    connect(&engine, &EngineThread::suiteWatched, this, &FollowedRun::suiteWatched);
    connect(&engine, &EngineThread::trainingEnded, this, &FollowedRun::trainingEnded);
}

void FollowedRun::catchUp()
{
    const auto& training = m_services.engine.training();
    if (!training)
        return;
    trainingStarted();
    if (!training->runId.empty())
        trainingBegun();
}

bool FollowedRun::isSiamese() const
{
    const auto siamese = m_recipe.values.find("method.siamese");
    return siamese == m_recipe.values.end() || siamese->second == "true";
}

void FollowedRun::trainingStarted()
{
    tellEnd();
    m_id.clear();
    m_name = tr("loading");
    m_request = m_services.engine.training()->request;
    m_recipe = {};
    m_curves.clear();
    m_newest.reset();
    m_measuring.clear();
    askRecipe();
    Q_EMIT started();
}

/// What the run was started with; read once, for its file may change afterwards.
void FollowedRun::askRecipe()
{
    m_readsRecipe = true;
    m_services.library.ask(
        this,
        [request = m_request](RunLibrary& library) {
            if (request.resume.empty())
                return previewRecipe(request.recipe, request.overrides);
            const std::filesystem::path folder = library.find(request.resume).summary.folder;
            return previewRecipe((folder / "recipe.yaml").string(), request.overrides);
        },
        [this, request = m_request](const Outcome<RecipePreview>& outcome) {
            if (trainCommand(request) != trainCommand(m_request))
                return;
            m_readsRecipe = false;
            if (outcome)
                m_recipe = outcome.value();
            tellEnd();
            Q_EMIT described();
        });
}

void FollowedRun::trainingBegun()
{
    const TrainingState& training = *m_services.engine.training();
    m_id = QString::fromStdString(training.runId);
    m_name = nameOf(training);
    m_newest = training.progress;
    if (!training.request.resume.empty() || m_newest)
        askEarlier();
    Q_EMIT described();
}

/// What the store has of a run that was resumed, or that trained before anybody followed.
void FollowedRun::askEarlier()
{
    m_services.library.ask(
        this,
        [id = m_id.toStdString()](RunLibrary& library) {
            std::vector<MetricSeries> series;
            for (const std::string& name : library.seriesNames(id))
                series.push_back(library.series(id, name));
            return series;
        },
        [this, id = m_id](const Outcome<std::vector<MetricSeries>>& outcome) {
            if (id != m_id || !outcome)
                return;
            m_curves.prepend(outcome.value());
            Q_EMIT changed();
        });
}

void FollowedRun::trainingProgressed(const std::vector<TrainProgress>& steps)
{
    for (const TrainProgress& step : steps)
        m_curves.append(step);
    m_newest = steps.back();
    m_measuring.clear();
    Q_EMIT changed();
}

void FollowedRun::suiteProgressed(const EvaluationProgress& progress)
{
    m_measuring = tr("Measuring %1: %2 of %3 rows")
                      .arg(QString::fromStdString(progress.task))
                      .arg(progress.done)
                      .arg(progress.total);
    Q_EMIT changed();
}

void FollowedRun::suiteWatched(const WatchedScores& scores)
{
    m_measuring.clear();
    m_curves.append(scores);
    Q_EMIT watched(scores);
    Q_EMIT changed();
}

void FollowedRun::trainingEnded(const Outcome<TrainResult>& outcome)
{
    m_measuring.clear();
    m_end = outcome;
    if (!m_readsRecipe)
        tellEnd();
    Q_EMIT stopped(outcome);
    Q_EMIT changed();
}

void FollowedRun::tellEnd()
{
    if (m_end)
        Q_EMIT ended(*std::exchange(m_end, std::nullopt));
}

QString nameOf(const TrainingState& training)
{
    if (!training.runName.empty())
        return QString::fromStdString(training.runName);
    return training.runId.empty() ? FollowedRun::tr("the run that loads")
                                  : QString::fromStdString(training.runId);
}

} // namespace interweave::ui
