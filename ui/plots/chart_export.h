// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

#include <QString>

namespace interweave::ui {

/// The plot as a file, by its ending png, svg or pdf. False where it could not be written.
bool savePicture(QCustomPlot& plot, const QString& file);
/// All of the text or nothing of it. False where it could not be written.
bool saveText(const QString& text, const QString& file);

} // namespace interweave::ui
