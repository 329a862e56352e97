// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"

#include "core/eval/metric.h"
#include "core/support/number_text.h"

#include <cmath>

namespace interweave {

namespace {

std::string withMinus(std::string number)
{
    return number.starts_with('-') ? "−" + number.substr(1) : number;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

std::string figureText(std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return kMissing;
    const bool grouped = std::abs(*value) >= 1e4 && std::abs(*value) < 1e9;
    return withMinus(grouped ? formatCount(std::llround(*value)) : formatNumber(*value));
}

std::string durationText(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds) || *seconds < 0.0)
        return kMissing;
    return *seconds < 1.0 ? figureText(*seconds * 1000.0) + " ms" : formatDuration(*seconds);
}

std::string countText(std::optional<int64_t> count)
{
    return count ? withMinus(formatCount(*count)) : kMissing;
}

std::string bytesText(std::optional<double> bytes)
{
    return bytes && std::isfinite(*bytes) ? formatBytes(std::llround(*bytes)) : kMissing;
}

std::string MetricScale::text(double value) const
{
    if (factor == 1.0 || !std::isfinite(value))
        return figureText(value);
    const std::string tenths = formatFixed(value * factor, 1);
    if (tenths == "100.0" || tenths == "0.0" || tenths == "-0.0")
        return tenths == "100.0" ? "100" : "0";
    return withMinus(tenths);
}

std::string MetricScale::change(double value) const
{
    const std::string written = text(value);
    const std::string sign = value > 0.0 && written != "0" && written != kMissing ? "+" : "";
    return sign + written;
}

std::string MetricScale::interval(const Estimate& estimate) const
{
    return text(estimate.low) + " … " + text(estimate.high);
}

std::string MetricScale::estimate(const Estimate& estimate) const
{
    return text(estimate.value) + " (" + interval(estimate) + ")";
}

MetricScale scaleOf(std::string_view metric)
{
    if (isCrossEntropy(metric) || metric == "kl_from_base")
        return {1.0, true, "nats"};
    if (metric == "perplexity")
        return {1.0, true, ""};
    return {};
}

std::string shortened(std::string_view text, size_t characters)
{
    size_t seen = 0;
    size_t last = 0; // where the last character that stays if one must go begins
    for (size_t i = 0; i < text.size(); ++i) {
        if (isContinuation(text[i]))
            continue;
        if (++seen == characters)
            last = i;
        if (seen > characters)
            return std::string(text.substr(0, last)) + "…";
    }
    return std::string(text);
}

std::string shortPath(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    const size_t name = path.rfind('/');
    if (name == std::string_view::npos || name == 0)
        return std::string(path);
    const size_t folder = path.rfind('/', name - 1);
    return std::string(folder == std::string_view::npos ? path : path.substr(folder + 1));
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

std::string counted(size_t count, const std::string& noun)
{
    return formatCount(static_cast<int64_t>(count)) + " " + noun + (count == 1 ? "" : "s");
}

} // namespace interweave
