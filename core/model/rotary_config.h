// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace interweave {

class ConfigReader;

/// Rotary position embedding: base frequency, the share of a head that turns, and the scaling that
/// long-context variants apply.
struct RotaryConfig {
    enum class Scaling { None, Linear, Llama3, Yarn, DynamicNtk, LongRope };
    double theta = 10000.0;
    double rotatedShare = 1.0; // of a head's dimensions; 0: no rotary position
    Scaling scaling = Scaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0; // llama3
    double highFrequencyFactor = 4.0; // llama3
    int64_t originalMaxPositions = 0; // all but linear
    double betaFast = 32.0; // yarn
    double betaSlow = 1.0; // yarn
    bool truncate = true; // yarn: round the correction range to whole dimensions
    double attentionFactor = 1.0; // of cosines and sines; yarn, longrope
    std::vector<double> shortFactors; // longrope: one a pair, up to originalMaxPositions tokens
    std::vector<double> longFactors; // longrope: for longer rows
};

/// How many pairs of a head's dimensions turn.
int64_t rotatedPairs(const RotaryConfig& config, int64_t headDim);

/// The rotary settings of a config.json in transformers 4's or 5's spelling; one for each kind of
/// layer, those that look back on everything first, where the file tells them apart. Throws
/// Error{Unsupported} for an unknown scaling, Error{CorruptData}.
std::vector<RotaryConfig> readRotary(const ConfigReader& config, int64_t headDim);

} // namespace interweave
