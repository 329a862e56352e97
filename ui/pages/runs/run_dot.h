// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace interweave::ui {

constexpr int kRunDot = 16; // pixels of the mark, of which the dot has ten

/// The mark of a run: a dot in its colour (runColour of its place among all), which stays as it is
/// where the run is chosen.
QIcon runDot(int place);

} // namespace interweave::ui
