// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_config.h"

#include "core/support/error.h"

#include <ATen/core/Tensor.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

namespace interweave {

namespace {

using Json = nlohmann::json;

const TensorInfo* findTensor(const GgufFile& file, std::string_view name)
{
    const auto& tensors = file.tensors();
    const auto found = std::find_if(
        tensors.begin(), tensors.end(), [&](const TensorInfo& info) { return info.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

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

class ConfigMaker {
public:
    ConfigMaker(
        const GgufFile& file, const GgufArchitecture& architecture, const std::string& where)
        : m_file(file)
        , m_architecture(architecture)
        , m_where(where)
    {
    }

    Json make()
    {
        const int64_t heads = size("attention.head_count");
        const int64_t hidden = size("embedding_length");
        if (hidden % heads != 0 && !has("attention.key_length"))
            fail(key("embedding_length") + " is not a multiple of " + key("attention.head_count"));
        const int64_t headSize = size("attention.key_length", hidden / heads);
        Json config = {
            {"architectures", {m_architecture.modelClass}},
            {"model_type", m_architecture.modelType},
            {"hidden_act", "silu"},
            {"hidden_size", hidden},
            {"intermediate_size", size("feed_forward_length")},
            {"num_hidden_layers", size("block_count")},
            {"num_attention_heads", heads},
            {"num_key_value_heads", size("attention.head_count_kv", heads)},
            {"head_dim", headSize},
            {"rms_norm_eps", positive("attention.layer_norm_rms_epsilon")},
            {"rope_parameters", rotary(headSize)},
            {"max_position_embeddings", size("context_length")},
            {"vocab_size", vocabularySize(hidden)},
            {"tie_word_embeddings", findTensor(m_file, "output.weight") == nullptr},
            {"attention_bias", findTensor(m_file, "blk.0.attn_q.bias") != nullptr},
            {"mlp_bias", findTensor(m_file, "blk.0.ffn_gate.bias") != nullptr},
        };
        addTokenId(config, "bos_token_id", "tokenizer.ggml.bos_token_id");
        addTokenId(config, "eos_token_id", "tokenizer.ggml.eos_token_id");
        addTokenId(config, "pad_token_id", "tokenizer.ggml.padding_token_id");
        return config;
    }

private:
    std::string key(const std::string& name) const
    {
        return std::string(m_architecture.name) + "." + name;
    }
    bool has(const std::string& name) const { return m_file.find(key(name)) != nullptr; }

    int64_t size(const std::string& name, std::optional<int64_t> fallback = {}) const
    {
        constexpr int64_t kMaxSize = int64_t{1}
            << 31; // far above any model, far below overflow of a product
        if (!has(name) && fallback)
            return *fallback;
        const auto value = m_file.integer(key(name));
        if (!value || *value < 1 || *value > kMaxSize)
            fail("'" + key(name) + "' must be an integer between 1 and 2^31");
        return *value;
    }

    double positive(const std::string& name, std::optional<double> fallback = {}) const
    {
        if (!has(name) && fallback)
            return *fallback;
        const auto value = m_file.number(key(name));
        if (!value || !std::isfinite(*value) || *value <= 0)
            fail("'" + key(name) + "' must be a number greater than 0");
        return *value;
    }

    Json rotary(int64_t headSize) const
    {
        const double theta = positive("rope.freq_base", 10000.0);
        if (size("rope.dimension_count", headSize) != headSize)
            throw Error(ErrorCode::Unsupported, m_where,
                "'" + key("rope.dimension_count") + "' differs from the size of a head, "
                    + std::to_string(headSize));
        Json result = {{"rope_theta", theta}, {"rope_type", "default"}};
        if (findTensor(m_file, kRopeFactorsName))
            result.update(llama3Scaling(theta, headSize));
        const std::string scaling = m_file.text(key("rope.scaling.type")).value_or("none");
        if (scaling == "linear")
            result.update({{"rope_type", "linear"}, {"factor", positive("rope.scaling.factor")}});
        else if (scaling != "none")
            throw Error(ErrorCode::Unsupported, m_where,
                "the rotary scaling '" + scaling
                    + "' is not supported (supported: none, linear, llama3)");
        return result;
    }

    /// The file has the factors, not the four numbers they come from: recover those of the
    /// published models.
    Json llama3Scaling(double theta, int64_t headSize) const
    {
        constexpr double kLowFactor = 1;
        constexpr double kHighFactor = 4;
        constexpr int64_t kPositions = 8192;
        constexpr double kTolerance = 1e-4;
        const at::Tensor stored = m_file.tensor(kRopeFactorsName);
        const bool fits = stored.scalar_type() == at::kFloat && stored.dim() == 1
            && stored.size(0) * 2 == headSize;
        const auto* values = fits ? stored.const_data_ptr<float>() : nullptr;
        const double factor = fits ? *std::max_element(values, values + stored.size(0)) : 0;
        const std::vector<double> expected = llama3Factors(
            theta, headSize, factor, kLowFactor, kHighFactor, static_cast<double>(kPositions));
        const bool isLlama3
            = fits && std::equal(expected.begin(), expected.end(), values, [](double a, float b) {
                  return std::abs(a - static_cast<double>(b)) <= kTolerance * a;
              });
        if (!isLlama3)
            throw Error(ErrorCode::Unsupported, m_where,
                std::string("the factors in '") + kRopeFactorsName
                    + "' are not those of Llama 3's rotary scaling");
        return {{"rope_type", "llama3"}, {"factor", factor}, {"low_freq_factor", kLowFactor},
            {"high_freq_factor", kHighFactor}, {"original_max_position_embeddings", kPositions}};
    }

    int64_t vocabularySize(int64_t hidden)
    {
        const TensorInfo* embedding = findTensor(m_file, "token_embd.weight");
        if (!embedding || embedding->shape.size() != 2 || embedding->shape[1] != hidden)
            fail("needs a tensor 'token_embd.weight' of [vocabulary, " + std::to_string(hidden)
                + "]");
        m_vocabulary = embedding->shape[0];
        return m_vocabulary;
    }

    void addTokenId(Json& config, const char* name, const char* ggufKey) const
    {
        if (!m_file.find(ggufKey))
            return;
        const auto id = m_file.integer(ggufKey);
        if (!id || *id < 0 || *id >= m_vocabulary)
            fail(std::string("'") + ggufKey + "' must be a token id below "
                + std::to_string(m_vocabulary));
        config[name] = *id;
    }

    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorCode::CorruptData, m_where, message);
    }

    const GgufFile& m_file;
    const GgufArchitecture& m_architecture;
    const std::string& m_where;
    int64_t m_vocabulary = 0;
};

} // namespace

Json makeGgufConfig(
    const GgufFile& file, const GgufArchitecture& architecture, const std::string& where)
{
    return ConfigMaker(file, architecture, where).make();
}

} // namespace interweave
