// SPDX-License-Identifier: Apache-2.0
#include "core/api/blend.h"

#include "core/support/error.h"

#include <array>
#include <charconv>

namespace interweave {

namespace {

constexpr std::array kKinds{Blend::Kind::None, Blend::Kind::AdapterScale, Blend::Kind::LogitMix};
constexpr int kSteps = 10;

/// As short as it says the number.
std::string shortText(double value)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

} // namespace

std::string_view name(Blend::Kind kind)
{
    switch (kind) {
    case Blend::Kind::AdapterScale: return "adapter_scale";
    case Blend::Kind::LogitMix: return "logit_mix";
    case Blend::Kind::None: break;
    }
    return "";
}

Blend::Kind parseBlendKind(std::string_view text)
{
    for (const Blend::Kind kind : kKinds)
        if (name(kind) == text)
            return kind;
    throw Error(ErrorCode::InvalidArgument, "blend",
        "is '" + std::string(text) + "', adapter_scale or logit_mix was expected");
}

std::string label(const Blend& blend)
{
    switch (blend.kind) {
    case Blend::Kind::AdapterScale: return "adapter scale " + shortText(blend.tuned);
    case Blend::Kind::LogitMix: return "logit mix " + shortText(blend.tuned);
    case Blend::Kind::None: break;
    }
    return "";
}

std::vector<Blend> blendSweep(Blend::Kind kind)
{
    std::vector<Blend> points;
    for (int step = 0; step <= kSteps; ++step)
        points.push_back({kind, static_cast<double>(step) / kSteps});
    return points;
}

} // namespace interweave
