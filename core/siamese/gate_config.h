// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace interweave {

// The most of each that a recipe or a folder may ask for.
inline constexpr int64_t kMaxGateRank = 1 << 16;
inline constexpr int64_t kMaxGateLayer = 1 << 16;

struct GateConfig {
    std::string fusion = "query_gate"; // the mode's name (fusion.h)
    int64_t rank = 8;
    double dropout = 0.1; // after each of a gate's two maps, in training
    bool bias = false; // adds a trained number to each gate's pre-activation; the authors have none
    double share = 0.5; // mode fixed: the base memory's
    /// Decoder layers, from 0 and rising, after which the tuned branch goes on from a mix of both
    /// branches' streams. The authors have none.
    std::vector<int64_t> layers{};
};

/// A trained tensor of a gate: its name, its shape, and what sets its initial values apart.
struct GateParameter {
    std::string name;
    std::vector<int64_t> shape; // a matrix [out, in], or a bias [out]
    uint64_t purpose = 0;
};

/// The name of a layer's gate in those of its tensors: "layers.3.gate".
std::string layerGateName(int64_t layer);

/// The tensors of a gate for memories of `hidden` dimensions, in the order of Gate::parameters.
/// Throws Error{Unsupported} for an unknown mode.
std::vector<GateParameter> gateParameters(const GateConfig& config, int64_t hidden);

/// imsm_config.json. What is not in use is not written, so that a gate of the authors' kind keeps
/// the authors' form.
nlohmann::json toJson(const GateConfig& config, int64_t hidden);
/// Throws Error{CorruptData, Unsupported} naming `where` and the key.
GateConfig parseGateConfig(const nlohmann::json& json, int64_t hidden, const std::string& where);

} // namespace interweave
