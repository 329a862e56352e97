// SPDX-License-Identifier: Apache-2.0
#include "app/cli/share_colours.h"

#include "app/cli/terminal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interweave {

namespace {

using Colour = std::array<double, 3>; // red, green, blue in 0 … 255
constexpr Colour kTuned{222, 122, 34};
constexpr Colour kMiddle{140, 140, 140};
constexpr Colour kBase{58, 126, 214};

std::string coloured(const std::string& text, double share)
{
    const double t = std::clamp(share, 0.0, 1.0);
    const Colour& from = t < 0.5 ? kTuned : kMiddle;
    const Colour& to = t < 0.5 ? kMiddle : kBase;
    const double mix = t < 0.5 ? 2.0 * t : 2.0 * t - 1.0;
    std::string code = "\033[38;2";
    for (size_t i = 0; i < from.size(); ++i)
        code += ";" + std::to_string(std::lround(from[i] + mix * (to[i] - from[i])));
    return code + "m" + text + "\033[0m";
}

} // namespace

std::string colouredAnswer(const Generation& answer)
{
    if (!showsColour(Stream::Output) || meanBaseShare(answer) < 0.0)
        return answer.text;
    std::string text;
    for (const GeneratedToken& token : answer.tokens)
        if (!token.text.empty())
            text += coloured(token.text, token.baseShare);
    return text;
}

std::string shareLegend()
{
    if (!showsColour(Stream::Output))
        return {};
    return "each token: " + coloured("■ tuned memory", 0.0) + "  " + coloured("■ both alike", 0.5)
        + "  " + coloured("■ base memory", 1.0);
}

double meanBaseShare(const Generation& answer)
{
    if (answer.tokens.empty() || answer.tokens.front().baseShare < 0.0)
        return -1.0;
    double sum = 0.0;
    for (const GeneratedToken& token : answer.tokens)
        sum += token.baseShare;
    return sum / static_cast<double>(answer.tokens.size());
}

} // namespace interweave
