// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/markup.h"

#include <string>
#include <string_view>

namespace interweave {

/// How wide a chart's text of 11 units is at most: which font a browser takes is not known, and
/// DejaVu Sans Bold is about the widest.
double textWidth(std::string_view text);

Markup svgLine(const std::string& style, double x1, double y1, double x2, double y2);
/// anchor: "start", "middle", "end" of the text stands at x.
Markup svgText(
    const std::string& style, double x, double y, const char* anchor, const Markup& content);

} // namespace interweave
