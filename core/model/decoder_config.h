// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace interweave {

/// Rotary position embedding: base frequency and the scaling that long-context variants apply.
struct RotaryConfig {
    enum class Scaling { None, Linear, Llama3, Yarn };
    double theta = 10000.0;
    Scaling scaling = Scaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0; // llama3
    double highFrequencyFactor = 4.0; // llama3
    int64_t originalMaxPositions = 0; // llama3, yarn
    double betaFast = 32.0; // yarn
    double betaSlow = 1.0; // yarn
    double attentionFactor = 0.0; // yarn; 0: derived from factor
    bool truncate = true; // yarn: round the correction range to whole dimensions
};

struct Family;

/// Everything the forward pass needs to know of one model: its family's description and its own
/// sizes.
struct DecoderConfig {
    const Family* family = nullptr; // points into families.cpp's table
    int64_t vocabulary = 0;
    int64_t hidden = 0;
    int64_t intermediate = 0;
    int64_t layers = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0;
    int64_t maxPositions = 0;
    double normEpsilon = 1e-6;
    bool tiedEmbeddings = false;
    bool attentionBias = false; // q, k, v
    bool outputBias = false; // o
    bool mlpBias = false;
    RotaryConfig rotary;
    std::vector<int64_t> slidingWindow; // per layer, 0: all of the past
    std::vector<int64_t> eosIds;
    int64_t bosId = -1;
    int64_t padId = -1;
};

/// Reads config.json in transformers 4's or 5's spelling. `where` names the file in errors.
/// Throws Error{Unsupported} for an unknown architecture, Error{CorruptData} for missing or
/// impossible values.
DecoderConfig parseDecoderConfig(const nlohmann::json& config, const std::string& where);

} // namespace interweave
