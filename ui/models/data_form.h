// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "core/api/requests.h"

#include <QString>
#include <QStringList>

namespace interweave::ui {

/// What the Data page reads: a recipe's rows, or another file's, made prompts and answers of in the
/// recipe's way or another.
struct DataForm {
    enum class Layout { AsRecipe, ByFields, Named, OwnWords };

    TrainRequest recipe;
    QString file; // empty: the recipe's
    Layout layout = Layout::AsRecipe;
    QString templateName; // Named
    QString prompt; // OwnWords, as the next
    QString answer;
    QString against; // a file of test rows or a suite; empty: none

    /// Why it cannot be read yet; empty: it can.
    QString problem() const;
    DataRequest request(int64_t shownRows) const;

    bool operator==(const DataForm& other) const;
};

/// The names of the templates, for Layout::Named.
QStringList dataTemplates();

} // namespace interweave::ui
