// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace interweave::ui {

/// The theme's text or surface colour, whichever is read better on `background` (WCAG contrast).
QColor readableOn(const QColor& background);

} // namespace interweave::ui
