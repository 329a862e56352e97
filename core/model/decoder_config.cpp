// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include "core/model/families.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace interweave {

namespace {

using nlohmann::json;

/// Typed access to config.json's values with errors that name file and key.
class ConfigReader {
public:
    ConfigReader(const json& values, const std::string& where)
        : m_values(values)
        , m_where(where)
    {
    }

    bool has(const char* key) const
    {
        return m_values.contains(key) && !m_values.at(key).is_null();
    }

    int64_t integer(const char* key, std::optional<int64_t> fallback = {}) const
    {
        if (!has(key))
            return fallback ? *fallback : missing<int64_t>(key);
        const json& value = m_values.at(key);
        if (!value.is_number_integer())
            wrong(key, "an integer");
        return value.get<int64_t>();
    }

    int64_t size(const char* key, std::optional<int64_t> fallback = {}) const
    {
        constexpr int64_t kLimit = int64_t{1}
            << 31; // far above any real model, far below overflow of products
        const int64_t value = integer(key, fallback);
        if (value < 1 || value > kLimit)
            wrong(key, "between 1 and 2^31");
        return value;
    }

    double number(const char* key, std::optional<double> fallback = {}) const
    {
        if (!has(key))
            return fallback ? *fallback : missing<double>(key);
        if (!m_values.at(key).is_number())
            wrong(key, "a number");
        return m_values.at(key).get<double>();
    }

    bool boolean(const char* key, bool fallback) const
    {
        if (!has(key))
            return fallback;
        if (!m_values.at(key).is_boolean())
            wrong(key, "true or false");
        return m_values.at(key).get<bool>();
    }

    std::string text(const char* key, const std::string& fallback) const
    {
        if (!has(key))
            return fallback;
        if (!m_values.at(key).is_string())
            wrong(key, "a string");
        return m_values.at(key).get<std::string>();
    }

    /// An integer or a list of integers, as eos_token_id may be.
    std::vector<int64_t> integers(const char* key) const
    {
        if (!has(key))
            return {};
        const json& value = m_values.at(key);
        if (value.is_number_integer())
            return {value.get<int64_t>()};
        std::vector<int64_t> list;
        for (const json& element : value) {
            if (!element.is_number_integer())
                wrong(key, "an integer or a list of integers");
            list.push_back(element.get<int64_t>());
        }
        return list;
    }

    const json& at(const char* key) const { return m_values.at(key); }

    [[noreturn]] void wrong(const char* key, const std::string& expected) const
    {
        throw Error(ErrorCode::CorruptData, m_where,
            std::string("'") + key + "' is " + m_values.value(key, json()).dump() + ", expected "
                + expected);
    }

    const std::string& where() const { return m_where; }

private:
    template <typename T>
    T missing(const char* key) const
    {
        throw Error(ErrorCode::CorruptData, m_where, std::string("'") + key + "' is missing");
    }

    const json& m_values;
    const std::string& m_where;
};

/// transformers 5 keeps everything in rope_parameters; 4 had rope_theta at the top and rope_scaling
/// beside it.
RotaryConfig readRotary(const ConfigReader& config)
{
    const char* section = config.has("rope_parameters") ? "rope_parameters" : "rope_scaling";
    const json empty = json::object();
    const bool present = config.has(section);
    if (present && !config.at(section).is_object())
        config.wrong(section, "an object");
    const std::string where = config.where() + ": " + section;
    const ConfigReader rope(present ? config.at(section) : empty, where);

    RotaryConfig rotary;
    rotary.theta = rope.number("rope_theta", config.number("rope_theta", rotary.theta));
    const std::string type = rope.text("rope_type", rope.text("type", "default"));
    if (type == "default")
        return rotary;
    rotary.factor = rope.number("factor", 1.0);
    const int64_t maxPositions = config.size("max_position_embeddings");
    rotary.originalMaxPositions = rope.size("original_max_position_embeddings",
        config.size("original_max_position_embeddings", maxPositions));
    if (type == "linear") {
        rotary.scaling = RotaryConfig::Scaling::Linear;
    } else if (type == "llama3") {
        rotary.scaling = RotaryConfig::Scaling::Llama3;
        rotary.lowFrequencyFactor = rope.number("low_freq_factor");
        rotary.highFrequencyFactor = rope.number("high_freq_factor");
    } else if (type == "yarn") {
        rotary.scaling = RotaryConfig::Scaling::Yarn;
        rotary.betaFast = rope.number("beta_fast", rotary.betaFast);
        rotary.betaSlow = rope.number("beta_slow", rotary.betaSlow);
        rotary.attentionFactor = rope.number("attention_factor", 0.0);
        rotary.truncate = rope.boolean("truncate", true);
    } else {
        throw Error(ErrorCode::Unsupported, where,
            "rotary scaling '" + type
                + "' is not supported (supported: default, linear, llama3, yarn)");
    }
    if (!(rotary.factor > 0.0) || !(rotary.theta > 0.0))
        rope.wrong("factor", "greater than 0");
    return rotary;
}

/// Per layer the number of tokens it looks back on, 0 for all. layer_types says it layer by layer;
/// older configs switch it on for all layers, or from max_window_layers on.
std::vector<int64_t> readSlidingWindow(const ConfigReader& config, int64_t layers)
{
    std::vector<int64_t> windows(static_cast<size_t>(layers), 0);
    if (!config.has("sliding_window") || !config.boolean("use_sliding_window", true))
        return windows;
    const int64_t window = config.size("sliding_window");
    if (config.has("layer_types")) {
        const json& types = config.at("layer_types");
        if (!types.is_array() || types.size() != windows.size())
            config.wrong(
                "layer_types", "one entry for each of " + std::to_string(layers) + " layers");
        for (size_t i = 0; i < windows.size(); ++i)
            windows[i] = types[i] == "sliding_attention" ? window : 0;
        return windows;
    }
    const bool fromLayer = config.has("use_sliding_window") && config.has("max_window_layers");
    const int64_t first = fromLayer ? config.integer("max_window_layers") : 0;
    for (int64_t i = std::max<int64_t>(first, 0); i < layers; ++i)
        windows[static_cast<size_t>(i)] = window;
    return windows;
}

const Family& familyOf(const json& config, const std::string& where)
{
    const std::string type = config.value("model_type", json()).is_string()
        ? config["model_type"].get<std::string>()
        : "";
    const Family* family = findFamily(type);
    if (!family) {
        throw Error(ErrorCode::Unsupported, where,
            "model_type '" + type + "' is not supported (supported: " + supportedFamilies() + ")");
    }
    return *family;
}

} // namespace

DecoderConfig parseDecoderConfig(const json& file, const std::string& where)
{
    if (!file.is_object())
        throw Error(ErrorCode::CorruptData, where, "is not a JSON object");
    DecoderConfig config;
    config.family = &familyOf(file, where);
    json values = json::parse(config.family->defaults);
    values.update(file);
    const ConfigReader reader(values, where);

    config.vocabulary = reader.size("vocab_size");
    config.hidden = reader.size("hidden_size");
    config.intermediate = reader.size("intermediate_size");
    config.layers = reader.size("num_hidden_layers");
    config.heads = reader.size("num_attention_heads");
    config.kvHeads = reader.size("num_key_value_heads", config.heads);
    if (config.heads % config.kvHeads != 0)
        reader.wrong("num_key_value_heads",
            "a divisor of num_attention_heads " + std::to_string(config.heads));
    if (!reader.has("head_dim") && config.hidden % config.heads != 0)
        reader.wrong(
            "hidden_size", "a multiple of num_attention_heads " + std::to_string(config.heads));
    config.headDim = reader.size("head_dim", config.hidden / config.heads);
    if (config.headDim % 2 != 0)
        reader.wrong("head_dim", "an even number, for rotary positions");
    if (config.layers > 10'000)
        reader.wrong("num_hidden_layers", "at most 10,000");
    config.maxPositions = reader.size("max_position_embeddings");
    config.normEpsilon = reader.number("rms_norm_eps");
    if (const std::string act = reader.text("hidden_act", "silu"); act != "silu" && act != "swish")
        throw Error(ErrorCode::Unsupported, where,
            "hidden_act '" + act + "' is not supported (supported: silu)");
    config.tiedEmbeddings = reader.boolean("tie_word_embeddings", false);
    config.attentionBias
        = config.family->queryKeyValueBias || reader.boolean("attention_bias", false);
    config.outputBias = reader.boolean("attention_bias", false);
    config.mlpBias = reader.boolean("mlp_bias", false);
    config.rotary = readRotary(reader);
    config.slidingWindow = readSlidingWindow(reader, config.layers);
    config.eosIds = reader.integers("eos_token_id");
    config.bosId = reader.integer("bos_token_id", -1);
    config.padId = reader.integer("pad_token_id", -1);
    return config;
}

} // namespace interweave
