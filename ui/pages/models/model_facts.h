// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/model.h"
#include "ui/models/model_row.h"
#include "ui/widgets/facts_card.h"

namespace interweave::ui {

/// What a model is and what it takes, line by line.
QVector<Fact> modelFacts(const ModelInfo& info);
/// What is known of it from its place on disk.
QVector<Fact> placeFacts(const ModelRow& row);

} // namespace interweave::ui
