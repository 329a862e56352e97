// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/rotary_config.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace interweave {

struct Family;

/// What an MLP applies to its (gate's) output.
enum class Activation { Silu, Gelu, GeluTanh, Relu };

/// Everything the forward pass needs to know of one model: its family's description and its own
/// sizes.
struct DecoderConfig {
    /// How one layer attends.
    struct LayerAttention {
        int64_t window = 0; // tokens a query looks back on, itself included; 0: all
        size_t rotary = 0; // which of `rotaries`
        double scale = 1.0; // of the scores
    };

    const Family* family = nullptr; // points into the families' tables
    int64_t vocabulary = 0;
    int64_t hidden = 0;
    int64_t intermediate = 0;
    int64_t layers = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0;
    int64_t maxPositions = 0;
    double normEpsilon = 1e-6;
    bool normWeights = true; // norms have weights (and biases)
    Activation activation = Activation::Silu;
    bool tiedEmbeddings = false;
    bool attentionBias = false; // q, k, v
    bool outputBias = false; // o
    bool mlpBias = false;
    bool queryKeyNorm = false;
    bool parallelResidual = false; // attention and MLP read the same stream
    bool postNorm = false; // norms stand behind the blocks and change the stream itself
    double embeddingMultiplier = 1.0;
    double residualMultiplier = 1.0; // of what a block adds to the stream
    double logitDivisor = 1.0;
    double logitSoftCap = 0.0; // c: c·tanh(logits/c); 0: none
    double attentionSoftCap = 0.0; // the same for the scores
    std::vector<RotaryConfig> rotaries;
    std::vector<LayerAttention> attention; // per layer
    int64_t experts = 0;
    int64_t expertsPerToken = 0;
    int64_t expertIntermediate = 0;
    bool normalisedExperts = false; // the chosen experts' weights add up to 1
    std::vector<bool> hasExperts; // per layer
    std::vector<int64_t> eosIds;
    int64_t bosId = -1;
    int64_t padId = -1;
};

/// Reads config.json in transformers 4's or 5's spelling. `where` names the file in errors.
/// Throws Error{Unsupported} for an unknown architecture and for options we do not compute,
/// Error{CorruptData} for missing or impossible values.
DecoderConfig parseDecoderConfig(const nlohmann::json& config, const std::string& where);

} // namespace interweave
