// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/plots/qcustomplot.h"

#include <QString>

namespace interweave::ui {

/// The plot as a file, by its ending png, svg or pdf. False where it could not be written.
bool savePicture(QCustomPlot& plot, const QString& file);
/// All of the text or nothing of it. False where it could not be written.
bool saveText(const QString& text, const QString& file);

/// A field of comma-separated values: quoted where it has to be, numbers to their last digit,
/// nothing for NaN.
QString csvField(const QString& text);
QString csvField(double value);

} // namespace interweave::ui
