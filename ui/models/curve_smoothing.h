// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVector>

namespace interweave::ui {

/// The exponential moving average of y, freed of its pull towards 0 at the start as TensorBoard
/// does: s_n = w·s_{n−1} + (1−w)·y_n, shown as s_n / (1 − w^n). weight in [0, 1): 0 leaves y as it
/// is. What is not finite passes through and counts for nothing.
QVector<double> smoothed(const QVector<double>& y, double weight);

} // namespace interweave::ui
