// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_rotary.h"

#include "core/support/error.h"

#include <ATen/core/Tensor.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <span>

namespace interweave {

namespace {

using Json = nlohmann::json;

constexpr auto kFactorsName = "rope_freqs.weight"; // Llama 3
constexpr auto kShortFactorsName = "rope_factors_short.weight"; // Phi 3
constexpr auto kLongFactorsName = "rope_factors_long.weight";

/// The wavelength-dependent factors Llama 3 divides its rotary frequencies by; `dimensions` is the
/// head's. Source: transformers, modeling_rope_utils.py, _compute_llama3_parameters.
std::vector<double> llama3Factors(double theta, int64_t dimensions, double factor, double lowFactor,
    double highFactor, double positions)
{
    std::vector<double> factors;
    for (int64_t i = 0; i < dimensions; i += 2) {
        const double exponent = static_cast<double>(i) / static_cast<double>(dimensions);
        const double wavelength = 2 * std::numbers::pi * std::pow(theta, exponent);
        const double smooth
            = std::clamp((positions / wavelength - lowFactor) / (highFactor - lowFactor), 0.0, 1.0);
        factors.push_back(1 / ((1 - smooth) / factor + smooth));
    }
    return factors;
}

/// One factor for each of the rotary embedding's frequencies; nothing when the tensor is another.
std::vector<float> frequencyFactors(
    const GgufHyperparameters& values, const char* name, int64_t frequencies)
{
    const at::Tensor stored = values.file().tensor(name);
    if (stored.scalar_type() != at::kFloat || stored.dim() != 1 || stored.size(0) != frequencies)
        return {};
    const auto* data = stored.const_data_ptr<float>();
    return {data, data + frequencies};
}

/// The file has the factors, not the four numbers they come from: recover those of the published
/// models.
Json llama3Scaling(const GgufHyperparameters& values, double theta, int64_t headSize)
{
    constexpr double kLowFactor = 1;
    constexpr double kHighFactor = 4;
    constexpr int64_t kPositions = 8192;
    constexpr double kTolerance = 1e-4;
    const std::vector<float> stored = frequencyFactors(values, kFactorsName, headSize / 2);
    const double factor
        = stored.empty() ? 0 : static_cast<double>(*std::max_element(stored.begin(), stored.end()));
    const std::vector<double> expected = llama3Factors(
        theta, headSize, factor, kLowFactor, kHighFactor, static_cast<double>(kPositions));
    const bool isLlama3 = std::equal(expected.begin(), expected.end(), stored.begin(), stored.end(),
        [](double a, float b) { return std::abs(a - static_cast<double>(b)) <= kTolerance * a; });
    if (!isLlama3)
        throw Error(ErrorCode::Unsupported, values.where(),
            std::string("the factors in '") + kFactorsName
                + "' are not those of Llama 3's rotary scaling");
    return {{"rope_type", "llama3"}, {"factor", factor}, {"low_freq_factor", kLowFactor},
        {"high_freq_factor", kHighFactor}, {"original_max_position_embeddings", kPositions}};
}

Json longRopeScaling(const GgufHyperparameters& values, int64_t rotarySize)
{
    Json scaling = {{"rope_type", "longrope"},
        {"original_max_position_embeddings", values.size("rope.scaling.original_context_length")}};
    for (const auto& [key, name] : {std::pair("long_factor", kLongFactorsName),
             std::pair("short_factor", kShortFactorsName)}) {
        if (!values.tensor(name))
            values.fail(std::string("needs both '") + kLongFactorsName + "' and '"
                + kShortFactorsName + "'");
        const std::vector<float> factors = frequencyFactors(values, name, rotarySize / 2);
        if (factors.empty())
            values.fail(std::string("tensor '") + name + "' must be F32 of "
                + std::to_string(rotarySize / 2) + " factors");
        Json& list = scaling[key] = Json::array();
        for (const float factor : factors)
            list.push_back(decimalOf(factor));
    }
    return scaling;
}

Json yarnScaling(const GgufHyperparameters& values)
{
    Json scaling = {{"rope_type", "yarn"}, {"factor", values.positive("rope.scaling.factor")},
        {"original_max_position_embeddings", values.size("rope.scaling.original_context_length")}};
    const std::pair<const char*, const char*> options[] = {
        {"attention_factor", "rope.scaling.yarn_attn_factor"},
        {"beta_fast", "rope.scaling.yarn_beta_fast"}, {"beta_slow", "rope.scaling.yarn_beta_slow"}};
    for (const auto& [key, name] : options) {
        if (values.has(name))
            scaling[key] = values.positive(name);
    }
    return scaling;
}

} // namespace

bool isGgufRotaryTensor(std::string_view name)
{
    return name == kFactorsName || name == kShortFactorsName || name == kLongFactorsName;
}

Json makeGgufRotary(const GgufHyperparameters& values, int64_t headSize)
{
    const double theta = values.positive("rope.freq_base", 10000.0);
    const int64_t rotarySize = values.size("rope.dimension_count", headSize);
    Json result = {{"rope_theta", theta}, {"rope_type", "default"}};
    if (values.tensor(kFactorsName))
        result.update(llama3Scaling(values, theta, headSize));
    if (values.tensor(kLongFactorsName) || values.tensor(kShortFactorsName))
        result.update(longRopeScaling(values, rotarySize));
    const std::string scaling = values.text("rope.scaling.type").value_or("none");
    if (scaling == "linear")
        result.update(
            {{"rope_type", "linear"}, {"factor", values.positive("rope.scaling.factor")}});
    else if (scaling == "yarn")
        result.update(yarnScaling(values));
    else if (scaling != "none" && scaling != result["rope_type"])
        throw Error(ErrorCode::Unsupported, values.where(),
            "the rotary scaling '" + scaling
                + "' is not supported (supported: none, linear, yarn, llama3, longrope)");
    return result;
}

} // namespace interweave
