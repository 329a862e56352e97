// SPDX-License-Identifier: Apache-2.0
#include "app/cli/comparison_text.h"

#include "app/cli/share_colours.h"
#include "core/support/number_text.h"

namespace interweave {

namespace {

/// Lines after the first stand under it.
std::string indented(std::string text, size_t columns)
{
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at + 1, std::string(columns, ' '));
    return text;
}

std::string firstDifference(const char* voices, int64_t token)
{
    return std::string(voices)
        + (token < 0 ? " agree" : " part at token " + std::to_string(token + 1));
}

} // namespace

std::string formatComparison(const Comparison& comparison)
{
    constexpr size_t kIndent = 12;
    std::string text = "base        " + indented(comparison.base.text, kIndent) + "\n"
        + "tuned       " + indented(comparison.tuned.text, kIndent) + "\n" + "interwoven  "
        + indented(colouredAnswer(comparison.interwoven), kIndent) + "\n";
    text += "            " + firstDifference("base and tuned", comparison.baseTunedDifference)
        + ", " + firstDifference("tuned and interwoven", comparison.tunedInterwovenDifference);
    if (const double share = meanBaseShare(comparison.interwoven); share >= 0.0)
        text += "; base share " + formatNumber(share);
    return text + "\n";
}

} // namespace interweave
