// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/gate_config.h"

#include "core/siamese/fusion.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

namespace interweave {

using nlohmann::json;

namespace {

constexpr int64_t kVersion = 1;

// Each map takes two numbers. They stand apart from the linears' indices in deriveSeed; never
// renumber: it would change runs.
constexpr uint64_t kGatePurpose = 0x67617465'0001;
constexpr uint64_t kTopPurpose = 0x67617465'0003;
constexpr uint64_t kLayerPurpose = 0x67617465'1000; // two for each layer

/// A number in [least, most].
double number(
    const json& object, const char* key, double least, double most, const std::string& where)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        throw Error(ErrorCode::CorruptData, where, std::string("expected a number '") + key + "'");
    const auto value = found->get<double>();
    if (!(value >= least && value <= most))
        throw Error(ErrorCode::CorruptData, where,
            std::string(key) + " " + found->dump() + " is out of range");
    return value;
}

void addMap(std::vector<GateParameter>& parameters, const std::string& name, int64_t inputs,
    int64_t rank, int64_t outputs, uint64_t purpose)
{
    parameters.push_back({name + ".down.weight", {rank, inputs}, purpose});
    parameters.push_back({name + ".up.weight", {outputs, rank}, purpose + 1});
}

/// Rising numbers from 0.
std::vector<int64_t> layerNumbers(const json& list, const std::string& where)
{
    std::vector<int64_t> layers;
    if (!list.is_array())
        throw Error(ErrorCode::CorruptData, where, "expected a list 'layers'");
    for (const json& entry : list) {
        const int64_t layer = entry.is_number_integer() ? entry.get<int64_t>() : -1;
        if (layer < 0 || layer > kMaxGateLayer || (!layers.empty() && layer <= layers.back()))
            throw Error(ErrorCode::CorruptData, where,
                "'layers' is " + list.dump() + ", expected rising layer numbers");
        layers.push_back(layer);
    }
    return layers;
}

} // namespace

std::string layerGateName(int64_t layer)
{
    return "layers." + std::to_string(layer) + ".gate";
}

std::vector<GateParameter> gateParameters(const GateConfig& config, int64_t hidden)
{
    const FusionRule& rule = fusionRule(config.fusion);
    std::vector<GateParameter> parameters;
    if (rule.gateWidth != FusionRule::GateWidth::None) {
        const int64_t width = rule.gateWidth == FusionRule::GateWidth::One ? 1 : hidden;
        addMap(parameters, "gate", rule.inputs * hidden, config.rank, width, kGatePurpose);
        if (config.bias)
            parameters.push_back({"gate.up.bias", {width}, 0});
    }
    if (rule.hasTop)
        addMap(parameters, "top", 2 * hidden, config.rank, hidden, kTopPurpose);
    for (const int64_t layer : config.layers) {
        const std::string name = layerGateName(layer);
        addMap(parameters, name, 4 * hidden, config.rank, hidden,
            kLayerPurpose + 2 * static_cast<uint64_t>(layer));
        if (config.bias)
            parameters.push_back({name + ".up.bias", {hidden}, 0});
    }
    return parameters;
}

json toJson(const GateConfig& config, int64_t hidden)
{
    json object{{"version", kVersion}, {"mode", config.fusion}, {"rank", config.rank},
        {"hidden", hidden}, {"dropout", config.dropout}};
    if (config.bias)
        object["bias"] = true;
    if (config.fusion == kFixed.name)
        object["share"] = config.share;
    if (!config.layers.empty())
        object["layers"] = config.layers;
    return object;
}

GateConfig parseGateConfig(const json& object, int64_t hidden, const std::string& where)
{
    if (number(object, "version", 0, 1e9, where) != kVersion)
        throw Error(
            ErrorCode::Unsupported, where, "version " + object["version"].dump() + ", expected 1");
    if (number(object, "hidden", 1, 1e9, where) != static_cast<double>(hidden))
        throw Error(ErrorCode::CorruptData, where,
            "the gate is for hidden size " + object["hidden"].dump() + ", the model has "
                + std::to_string(hidden));
    const auto mode = object.find("mode");
    if (mode == object.end() || !mode->is_string())
        throw Error(ErrorCode::CorruptData, where, "expected a string 'mode'");

    GateConfig config;
    config.fusion = fusionRule(mode->get<std::string>(), where).name;
    config.rank = static_cast<int64_t>(number(object, "rank", 1, kMaxGateRank, where));
    config.dropout = number(object, "dropout", 0.0, 1.0, where);
    if (config.dropout == 1.0)
        throw Error(ErrorCode::CorruptData, where, "dropout 1 is out of range");
    if (const auto bias = object.find("bias"); bias != object.end()) {
        if (!bias->is_boolean())
            throw Error(ErrorCode::CorruptData, where, "'bias' is neither true nor false");
        config.bias = *bias;
    }
    if (config.fusion == kFixed.name)
        config.share = number(object, "share", 0.0, 1.0, where);
    if (const auto layers = object.find("layers"); layers != object.end())
        config.layers = layerNumbers(*layers, where);
    return config;
}

} // namespace interweave
