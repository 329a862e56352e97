// SPDX-License-Identifier: Apache-2.0
#include "core/model/rotary_config.h"

#include "core/model/config_reader.h"
#include "core/support/error.h"

#include <cmath>

namespace interweave {

namespace {

using nlohmann::json;
using Scaling = RotaryConfig::Scaling;

const json& section(const ConfigReader& config, const char* key)
{
    static const json kEmpty = json::object();
    const json* found = config.find(key);
    if (!found)
        return kEmpty;
    if (!found->is_object())
        config.wrong(key, "an object");
    return *found;
}

Scaling scalingOf(const ConfigReader& rope)
{
    const std::string type = rope.text("rope_type", rope.text("type", "default"));
    if (type == "default")
        return Scaling::None;
    if (type == "linear")
        return Scaling::Linear;
    if (type == "llama3")
        return Scaling::Llama3;
    if (type == "dynamic")
        return Scaling::DynamicNtk;
    // Phi-3's first configs call longrope "su" or "yarn".
    if (type == "longrope" || type == "su" || (type == "yarn" && rope.has("short_factor")))
        return Scaling::LongRope;
    if (type == "yarn")
        return Scaling::Yarn;
    throw Error(ErrorCode::Unsupported, rope.where(),
        "rotary scaling '" + type
            + "' is not supported (supported: default, linear, llama3, yarn, dynamic, longrope)");
}

/// YaRN's scale of the scores (arXiv 2309.00071, §3.4), divided over queries and keys.
double yarnAttentionFactor(const ConfigReader& rope, double factor)
{
    const auto scale = [&](double multiplier) {
        return factor <= 1.0 ? 1.0 : 0.1 * multiplier * std::log(factor) + 1.0;
    };
    const double mscale = rope.number("mscale", 0.0);
    const double mscaleAllDim = rope.number("mscale_all_dim", 0.0);
    return mscale != 0.0 && mscaleAllDim != 0.0 ? scale(mscale) / scale(mscaleAllDim) : scale(1.0);
}

void readYarn(RotaryConfig& rotary, const ConfigReader& rope)
{
    const auto orDefault = [&](const char* key, double fallback) {
        const double value = rope.number(key, 0.0);
        return value != 0.0 ? value : fallback; // as the reference reads a zero
    };
    rotary.betaFast = orDefault("beta_fast", rotary.betaFast);
    rotary.betaSlow = orDefault("beta_slow", rotary.betaSlow);
    rotary.truncate = rope.boolean("truncate", true);
    rotary.attentionFactor
        = rope.number("attention_factor", yarnAttentionFactor(rope, rotary.factor));
}

void readLongRope(RotaryConfig& rotary, const ConfigReader& rope, int64_t headDim)
{
    rotary.shortFactors = rope.numbers("short_factor");
    rotary.longFactors = rope.numbers("long_factor");
    const auto pairs = static_cast<size_t>(rotatedPairs(rotary, headDim));
    for (const char* key : {"short_factor", "long_factor"})
        if (rope.numbers(key).size() != pairs)
            rope.wrong(key, "a list of " + std::to_string(pairs) + " numbers");
    const double original = static_cast<double>(rotary.originalMaxPositions);
    rotary.attentionFactor = rope.number("attention_factor",
        rotary.factor <= 1.0 ? 1.0 : std::sqrt(1.0 + std::log(rotary.factor) / std::log(original)));
}

/// transformers 5 keeps everything in rope_parameters; 4 had rope_theta at the top and rope_scaling
/// beside it.
RotaryConfig readOne(
    const json& values, const ConfigReader& config, const char* thetaKey, int64_t headDim)
{
    const std::string where = config.where() + ": rotary positions";
    const ConfigReader rope(values, where);
    RotaryConfig rotary;
    rotary.theta = rope.number("rope_theta", config.number(thetaKey, rotary.theta))
        * config.number("rope_ratio", 1.0); // ChatGLM's multiple of the base
    // A family that knows no share rotates whole heads, whatever its scaling says.
    if (config.has("partial_rotary_factor"))
        rotary.rotatedShare
            = rope.number("partial_rotary_factor", config.number("partial_rotary_factor"));
    if (!(rotary.theta > 0.0))
        rope.wrong("rope_theta", "greater than 0");
    if (!(rotary.rotatedShare >= 0.0 && rotary.rotatedShare <= 1.0))
        rope.wrong("partial_rotary_factor", "between 0 and 1");

    rotary.scaling = scalingOf(rope);
    if (rotary.scaling == Scaling::None)
        return rotary;
    const int64_t maxPositions = config.size("max_position_embeddings");
    // Dynamic NTK knows no other length; where the file has both, the outer one counts.
    rotary.originalMaxPositions = rotary.scaling == Scaling::DynamicNtk
        ? maxPositions
        : config.size("original_max_position_embeddings",
            rope.size("original_max_position_embeddings", maxPositions));
    const bool fromLengths = rotary.scaling == Scaling::Yarn || rotary.scaling == Scaling::LongRope;
    rotary.factor = rope.number("factor",
        fromLengths
            ? static_cast<double>(maxPositions) / static_cast<double>(rotary.originalMaxPositions)
            : 1.0);
    if (!(rotary.factor > 0.0))
        rope.wrong("factor", "greater than 0");
    if (rotary.scaling == Scaling::Llama3) {
        rotary.lowFrequencyFactor = rope.number("low_freq_factor");
        rotary.highFrequencyFactor = rope.number("high_freq_factor");
    } else if (rotary.scaling == Scaling::Yarn) {
        readYarn(rotary, rope);
    } else if (rotary.scaling == Scaling::LongRope) {
        readLongRope(rotary, rope, headDim);
    }
    return rotary;
}

} // namespace

int64_t rotatedPairs(const RotaryConfig& config, int64_t headDim)
{
    const auto rotated = static_cast<int64_t>(static_cast<double>(headDim) * config.rotatedShare);
    return (rotated + 1) / 2;
}

std::vector<RotaryConfig> readRotary(const ConfigReader& config, int64_t headDim)
{
    const json& values
        = section(config, config.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    const auto ofKind
        = [&](const char* kind) { return section(ConfigReader(values, config.where()), kind); };
    if (values.contains("full_attention") || values.contains("sliding_attention"))
        return {readOne(ofKind("full_attention"), config, "rope_theta", headDim),
            readOne(ofKind("sliding_attention"), config, "rope_local_base_freq", headDim)};
    std::vector<RotaryConfig> rotaries{readOne(values, config, "rope_theta", headDim)};
    if (config.has("rope_local_base_freq")) // its scaling is for the other layers
        rotaries.push_back(readOne(json::object(), config, "rope_local_base_freq", headDim));
    return rotaries;
}

} // namespace interweave
