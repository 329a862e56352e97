// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Where a family keeps its tensors, as Hugging Face names them. "{}" in `layer` is the layer's
/// number, in `expert` the expert's; the names between `layer` and `finalNorm` are relative to the
/// layer, an expert's three to the expert. An empty name: the family has no such map or norm.
struct TensorNames {
    std::string_view embedding = "model.embed_tokens";
    std::string_view positions{}; // learned positions, added to the embedding
    std::string_view layer = "model.layers.{}.";
    std::string_view attentionNorm = "input_layernorm";
    std::string_view queryKeyValue{}; // one map in the place of the next three
    std::string_view query = "self_attn.q_proj";
    std::string_view key = "self_attn.k_proj";
    std::string_view value = "self_attn.v_proj";
    std::string_view queryNorm{};
    std::string_view keyNorm{};
    std::string_view attentionOutput = "self_attn.o_proj";
    std::string_view attentionPostNorm{}; // of what attention adds to the stream
    std::string_view mlpNorm = "post_attention_layernorm";
    std::string_view mlpGateUp{}; // one map in the place of the next two
    std::string_view mlpGate = "mlp.gate_proj";
    std::string_view mlpUp = "mlp.up_proj";
    std::string_view mlpDown = "mlp.down_proj";
    std::string_view mlpPostNorm{}; // of what the MLP adds to the stream
    std::string_view router{}; // of layers with experts
    std::string_view expert{};
    std::string_view expertGate{};
    std::string_view expertUp{};
    std::string_view expertDown{};
    std::string_view finalNorm = "model.norm";
    std::string_view head = "lm_head";
};

/// A key of config.json under the name we read and the one a family writes.
struct ConfigKey {
    std::string_view ours;
    std::string_view theirs;
};

enum class NormKind {
    Rms, // x · weight / √(mean(x²) + ε)
    RmsOffset, // the same with 1 + weight
    Layer, // (x − mean) / √(variance + ε) · weight + bias
};

/// Which of a head's dimensions turn together.
enum class RotaryPairs {
    Halves, // i and i + half of the rotated ones
    Neighbours, // 2i and 2i + 1
};

/// How the outputs of query, key and value maps lie.
enum class HeadOrder {
    Together, // all queries, all keys, all values
    PerKeyValueHead, // for each key-value head its queries, its key, its value
};

/// What a norm of queries and keys takes together.
enum class QueryKeyNorm {
    Head, // each head, all heads with the same weights
    EachHead, // each head with its own weights
    Width, // all heads at once
};

/// One model family as data: what config.json leaves unsaid. The forward pass reads it, no class is
/// derived from it. Adding a family is one entry in families/ and one oracle case.
struct Family {
    std::string_view modelType; // config.json's "model_type"
    std::string_view defaults; // JSON object: values that published configs of this family omit
    std::string_view fixed = "{}"; // JSON object: values we compute no other of
    std::vector<ConfigKey> keys;
    NormKind norm = NormKind::Rms;
    RotaryPairs rotaryPairs = RotaryPairs::Halves;
    HeadOrder headOrder = HeadOrder::Together;
    QueryKeyNorm queryKeyNorm = QueryKeyNorm::Head;
    bool transposedMaps = false; // linear maps are stored [inputs, outputs]
    bool scaledEmbeddings = false; // embeddings times √hidden
    bool geluIsTanh = false; // "gelu" means its tanh approximation
    bool parallelSharesNorm = false; // with a parallel residual the MLP reads what attention reads
    int64_t firstPosition = 0; // row of the learned positions that the first token gets
    TensorNames names;
};

/// The family of a model_type, nullptr when we do not know it.
const Family* findFamily(std::string_view modelType);

/// "llama, mistral, qwen2": for error messages and help.
std::string supportedFamilies();

// The families, in groups that resemble each other.
std::span<const Family> llamaFamilies();
std::span<const Family> gemmaFamilies();
std::span<const Family> glmFamilies();
std::span<const Family> gptFamilies();
std::span<const Family> expertFamilies();

} // namespace interweave
