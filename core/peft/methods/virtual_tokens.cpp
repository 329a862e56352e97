// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"

#include <ATen/ATen.h>

#include <array>

namespace interweave {

using nlohmann::json;

namespace {

constexpr double kPromptDeviation = 0.02;
constexpr const char* kKey = "prompt_embeddings";

const std::set<std::string> kKnownKeys{"num_virtual_tokens", "token_dim",
    "num_transformer_submodules", "num_attention_heads", "num_layers", "prompt_tuning_init",
    "prompt_tuning_init_text", "tokenizer_name_or_path", "tokenizer_kwargs", "encoder_hidden_size",
    "prefix_projection", "init_weights"};

/// Trained tokens in front of each row (virtual_tokens.h): prompt tuning (Lester et al., arXiv
/// 2104.08691) trains their embeddings, [count, hidden]; prefix tuning (Li and Liang, arXiv
/// 2101.00190) every layer's keys and values, [count, layers·2·kvHeads·headDim], keys before
/// values. fp32; as PEFT 0.21 stores and computes them. A prefix that PEFT trained through a
/// projection is stored projected.
class VirtualTokensAdapter : public FolderAdapter {
public:
    VirtualTokensAdapter(json config, at::Tensor embeddings, bool isPrefix)
        : FolderAdapter(std::move(config))
        , m_embeddings(std::move(embeddings))
        , m_isPrefix(isPrefix)
    {
    }

    bool adapts(const Linear& /*linear*/) const override { return false; }
    at::Tensor apply(const Linear& /*linear*/, const at::Tensor& /*x*/, at::Tensor y,
        const Dropout& /*dropout*/) const override
    {
        return y;
    }

    VirtualTokens virtualTokens() const override
    {
        VirtualTokens tokens;
        tokens.count = m_embeddings.size(0);
        (m_isPrefix ? tokens.keysValues : tokens.embeddings) = m_embeddings;
        return tokens;
    }

    bool isMergeable() const override { return false; }

    NamedTensors parameters() const override { return {{kKey, m_embeddings}}; }

private:
    at::Tensor m_embeddings;
    bool m_isPrefix;
};

int64_t widthOf(const DecoderConfig& config, bool isPrefix)
{
    return isPrefix ? config.layers * 2 * config.kvHeads * config.headDim : config.hidden;
}

std::shared_ptr<PeftAdapter> load(AdapterFolder folder, bool isPrefix)
{
    const DecoderConfig& model = folder.decoder.config();
    requireKnownOptions(
        folder.config, kKnownKeys, isPrefix ? "prefix tuning" : "prompt tuning", folder.where());
    const int64_t count
        = countOr(folder.config, "num_virtual_tokens", 0, 1, kMaxVirtualTokens, folder.where());
    const at::Tensor embeddings = asParameter(
        folder.tensors.take(kKey, {count, widthOf(model, isPrefix)}), folder.decoder.device());
    folder.tensors.requireNoneLeft();
    return std::make_shared<VirtualTokensAdapter>(std::move(folder.config), embeddings, isPrefix);
}

json configOf(const char* type, int64_t count, const DecoderConfig& model)
{
    return {{"peft_type", type}, {"task_type", "CAUSAL_LM"}, {"base_model_name_or_path", nullptr},
        {"inference_mode", true}, {"num_virtual_tokens", count}, {"num_transformer_submodules", 1},
        {"num_layers", model.layers}};
}

std::shared_ptr<PeftAdapter> makePrompt(const PeftConfig& config, const AdapterStart& start)
{
    const DecoderConfig& model = start.decoder.config();
    const int64_t count = config.promptTuning.tokens;
    json stored = configOf("PROMPT_TUNING", count, model);
    stored.update({{"token_dim", model.hidden}, {"num_attention_heads", model.heads},
        {"prompt_tuning_init", "RANDOM"}});
    const at::Tensor embeddings
        = asParameter(normalMatrix(count, widthOf(model, false), kPromptDeviation, start.seed),
            start.decoder.device());
    return std::make_shared<VirtualTokensAdapter>(std::move(stored), embeddings, false);
}

std::shared_ptr<PeftAdapter> makePrefix(const PeftConfig& config, const AdapterStart& start)
{
    const DecoderConfig& model = start.decoder.config();
    const int64_t count = config.prefixTuning.tokens;
    json stored = configOf("PREFIX_TUNING", count, model);
    stored.update(
        {{"token_dim", model.kvHeads * model.headDim}, {"num_attention_heads", model.kvHeads},
            {"encoder_hidden_size", model.hidden}, {"prefix_projection", false}});
    const at::Tensor embeddings = asParameter(
        normalMatrix(count, widthOf(model, true), 1.0, start.seed), start.decoder.device());
    return std::make_shared<VirtualTokensAdapter>(std::move(stored), embeddings, true);
}

double noDropout(const PeftConfig& /*config*/)
{
    return 0.0;
}

} // namespace

const PeftMethod kPromptTuning{"prompt_tuning", "PROMPT_TUNING", makePrompt,
    [](AdapterFolder folder) { return load(std::move(folder), false); }, noDropout};
const PeftMethod kPrefixTuning{"prefix_tuning", "PREFIX_TUNING", makePrefix,
    [](AdapterFolder folder) { return load(std::move(folder), true); }, noDropout};

} // namespace interweave
