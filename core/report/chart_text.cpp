// SPDX-License-Identifier: Apache-2.0
#include "core/report/chart_text.h"

#include "core/report/axis.h"

namespace interweave {

namespace {

constexpr std::string_view kNarrow = "., :;'|!ijl-";
constexpr std::string_view kWide = "mwMW@%";

} // namespace

double textWidth(std::string_view text)
{
    double width = 0.0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80)
            continue; // of a character that was counted
        const bool wide = byte >= 0xE3; // Chinese, Japanese, Korean and what comes after
        width += wide || kWide.find(c) != kWide.npos ? 11.5
            : kNarrow.find(c) != kNarrow.npos        ? 4.3
                                                     : 7.7;
    }
    return width;
}

Markup svgLine(const std::string& style, double x1, double y1, double x2, double y2)
{
    return element("line",
        {{"class", style}, {"x1", coordinate(x1)}, {"y1", coordinate(y1)}, {"x2", coordinate(x2)},
            {"y2", coordinate(y2)}});
}

Markup svgText(
    const std::string& style, double x, double y, const char* anchor, const Markup& content)
{
    return element("text",
        {{"class", style}, {"x", coordinate(x)}, {"y", coordinate(y)}, {"text-anchor", anchor}},
        content);
}

} // namespace interweave
