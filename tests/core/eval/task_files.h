// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/evaluation.h"

#include <string>
#include <vector>

class QString;
class QTemporaryDir;

namespace interweave {

extern const std::vector<std::string> kInputs;
extern const Branches kAll;

/// A task over rows of kInputs with these outputs, in a file that lives as long as the folder.
EvaluationTask answersTask(const QTemporaryDir& folder, const std::vector<std::string>& outputs);

/// A row for each text.
EvaluationTask textTask(const QTemporaryDir& folder, const std::vector<std::string>& texts);

EvaluationTask choiceTask(const QTemporaryDir& folder);

/// QTest's column "kind": "answers", "texts", "choices".
void eachKind();

/// A task of one of eachKind's kinds.
EvaluationTask taskOf(const QString& kind, const QTemporaryDir& folder);

} // namespace interweave
