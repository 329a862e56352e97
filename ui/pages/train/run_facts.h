// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/estimate.h"
#include "core/api/training.h"
#include "ui/widgets/facts_card.h"

#include <optional>

namespace interweave::ui {

/// What an estimate says, line by line; lines of nothing are left out.
QVector<Fact> estimateFacts(const TrainEstimate& estimate);
/// Where its speed comes from, or why there is no time.
QString speedRemark(const TrainEstimate& estimate);

/// How far a run is, and what it takes.
QVector<Fact> runFacts(const std::optional<TrainProgress>& newest);

} // namespace interweave::ui
