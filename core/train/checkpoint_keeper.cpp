// SPDX-License-Identifier: Apache-2.0
#include "core/train/checkpoint_keeper.h"

#include <set>

namespace interweave {

CheckpointKeeper::CheckpointKeeper(const Run& run, const Recipe& recipe, SiameseModel& model)
    : m_run(run)
    , m_recipe(recipe)
    , m_model(model)
{
}

bool CheckpointKeeper::keepsBest() const
{
    return m_recipe.watch.keepBest || m_recipe.watch.endWithBest;
}

void CheckpointKeeper::write(const Optimizer& optimizer, const TrainState& state)
{
    saveCheckpoint(m_run.checkpoints(), m_model, optimizer, state, m_recipe.model.string());
    m_newest = state.step;
    std::set<int64_t> also;
    if (keepsBest())
        also.insert(state.judge.bestStep);
    if (m_recipe.budget.action == "roll_back")
        also.insert(state.judge.withinStep);
    rotateCheckpoints(m_run.checkpoints(), m_recipe.train.keepCheckpoints, also);
}

void CheckpointKeeper::putBack(int64_t step)
{
    TrainCheckpoint stored
        = loadCheckpoint(checkpointFolder(m_run.checkpoints(), step), *m_model.decoder);
    if (m_model.full) {
        m_model.full->restore(stored.weights, m_run.checkpoints().string());
    } else {
        m_model.adapter = std::move(stored.adapter);
        m_model.gate = std::move(stored.gate);
    }
}

} // namespace interweave
