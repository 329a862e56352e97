// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/contrast.h"

#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

/// Relative luminance of WCAG 2.
double luminance(const QColor& colour)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(double a, double b)
{
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

QColor readableOn(const QColor& background)
{
    const Colours& c = colours();
    const double ground = luminance(background);
    return contrast(luminance(c.text), ground) >= contrast(luminance(c.surface), ground)
        ? c.text
        : c.surface;
}

} // namespace interweave::ui
