// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/gate.h"

#include "core/peft/parameters.h"
#include "core/siamese/fusion.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/hash.h"
#include "core/support/mapped_file.h"
#include "core/support/random.h"
#include "core/support/strict_json.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

constexpr const char* kConfigFile = "imsm_config.json";
constexpr const char* kTensorFile = "imsm_gate.safetensors";

NamedTensors initialised(const GateConfig& config, int64_t hidden, at::Device device, uint64_t seed)
{
    NamedTensors tensors;
    for (const GateParameter& parameter : gateParameters(config, hidden)) {
        const std::vector<int64_t>& shape = parameter.shape;
        const at::Tensor values = shape.size() == 2
            ? kaimingUniform(shape[0], shape[1], deriveSeed(seed, {parameter.purpose}))
            : at::zeros(shape, at::kFloat);
        tensors.emplace_back(parameter.name, asParameter(values, device));
    }
    return tensors;
}

/// The map `name` of a gate's parameters; undefined tensors where there is none.
LowRankMap mapNamed(
    const std::string& name, const NamedTensors& tensors, const GateConfig& config, int64_t hidden)
{
    LowRankMap map;
    const std::vector<GateParameter> parameters = gateParameters(config, hidden);
    for (size_t i = 0; i < tensors.size(); ++i) {
        if (tensors[i].first == name + ".down.weight") {
            map.down = tensors[i].second;
            map.purpose = parameters[i].purpose;
        } else if (tensors[i].first == name + ".up.weight")
            map.up = tensors[i].second;
        else if (tensors[i].first == name + ".up.bias")
            map.bias = tensors[i].second;
    }
    return map;
}

GateConfig readConfig(const std::filesystem::path& path, int64_t hidden)
{
    const MappedFile file(path);
    const auto* text = reinterpret_cast<const char*>(file.bytes().data());
    return parseGateConfig(
        parseStrictJsonObject({text, file.bytes().size()}, path.string()), hidden, path.string());
}

} // namespace

Gate::Gate(const GateConfig& config, int64_t hidden, NamedTensors parameters)
    : m_config(config)
    , m_rule(&fusionRule(config.fusion))
    , m_hidden(hidden)
    , m_parameters(std::move(parameters))
    , m_gate(mapNamed("gate", m_parameters, config, hidden))
    , m_top(mapNamed("top", m_parameters, config, hidden))
{
    for (const int64_t layer : config.layers)
        m_layers[layer] = mapNamed(layerGateName(layer), m_parameters, config, hidden);
}

Gate::Gate(const GateConfig& config, int64_t hidden, at::Device device, uint64_t seed)
    : Gate(config, hidden, initialised(config, hidden, device, seed))
{
}

Gate Gate::fromTensors(const GateConfig& config, std::map<std::string, at::Tensor> tensors,
    int64_t hidden, at::Device device, const std::string& where)
{
    NamedTensors parameters;
    for (const GateParameter& parameter : gateParameters(config, hidden)) {
        const auto entry = tensors.extract(parameter.name);
        if (entry.empty())
            throw Error(
                ErrorCode::CorruptData, where, "tensor '" + parameter.name + "' is missing");
        const at::Tensor& tensor = entry.mapped();
        if (tensor.sizes() != at::IntArrayRef(parameter.shape))
            throw Error(ErrorCode::CorruptData, where,
                c10::str("tensor '", parameter.name, "' has shape ", tensor.sizes(), ", expected ",
                    at::IntArrayRef(parameter.shape)));
        parameters.emplace_back(parameter.name, asParameter(tensor, device));
    }
    if (!tensors.empty())
        throw Error(ErrorCode::CorruptData, where,
            "tensor '" + tensors.begin()->first + "' does not belong to a gate of mode "
                + config.fusion);
    return Gate(config, hidden, std::move(parameters));
}

Gate Gate::load(const std::filesystem::path& folder, int64_t hidden, at::Device device)
{
    const GateConfig config = readConfig(folder / kConfigFile, hidden);
    const std::filesystem::path tensors = folder / kTensorFile;
    return fromTensors(config, readSafetensors(tensors), hidden, device, tensors.string());
}

bool Gate::hasGate() const
{
    return m_rule->gateWidth != FusionRule::GateWidth::None;
}

at::Tensor Gate::channels(const Memories& memories) const
{
    return m_gate.channels(m_rule->gateInput(memories));
}

at::Tensor Gate::forward(const Memories& memories, const Dropout& dropout) const
{
    return at::sigmoid(m_gate.forward(m_rule->gateInput(memories), dropout));
}

at::Tensor Gate::fuseStreams(int64_t layer, const at::Tensor& base, const at::Tensor& tuned,
    const Memories& seen, const Dropout& dropout) const
{
    return interweave(
        base, tuned, at::sigmoid(m_layers.at(layer).forward(queryAwareInput(seen), dropout)));
}

at::Tensor Gate::contributions(const at::Tensor& channels) const
{
    return channels * m_gate.up.mean(0);
}

at::Tensor Gate::baseShare(const Memories& memories, const Dropout& dropout) const
{
    const at::Tensor gate = hasGate()
        ? forward(memories, dropout)
        : at::zeros({memories.base.size(0), 1}, memories.base.options().dtype(at::kFloat));
    return m_rule->baseShare ? m_rule->baseShare(m_config, gate) : gate;
}

Mix Gate::mix(const Memories& memories, const Dropout& dropout) const
{
    const at::Tensor share = baseShare(memories, dropout);
    const Memories mixed = m_rule->mixed ? m_rule->mixed(memories) : memories;
    at::Tensor hidden = interweave(mixed.base, mixed.tuned, share);
    if (m_rule->hasTop)
        hidden = m_top.forward(
            at::cat({memories.base.to(at::kFloat), hidden.to(at::kFloat)}, 1), dropout);
    return {hidden.to(memories.base.scalar_type()), share};
}

MemoryParts Gate::parts(const Memories& memories) const
{
    const at::Tensor share = baseShare(memories, {});
    const Memories mixed = m_rule->mixed ? m_rule->mixed(memories) : memories;
    MemoryParts parts{share * mixed.base.to(at::kFloat), (1 - share) * mixed.tuned.to(at::kFloat)};
    if (m_rule->hasTop) {
        const at::Tensor base = memories.base.to(at::kFloat);
        parts.base = m_top.forward(at::cat({base, parts.base}, 1), {});
        parts.tuned = m_top.forward(at::cat({at::zeros_like(base), parts.tuned}, 1), {});
    }
    return parts;
}

NamedTensors Gate::parameters() const
{
    return m_parameters;
}

void Gate::save(const std::filesystem::path& folder) const
{
    const std::string text = toJson(m_config, m_hidden).dump(2) + "\n";
    AtomicFile file(folder / kConfigFile);
    file.write(text.data(), text.size());
    file.commit();
    writeSafetensors(folder / kTensorFile, parameters());
}

std::string Gate::hash() const
{
    Hasher hasher;
    hasher.add(toJson(m_config, m_hidden).dump());
    hashTensors(hasher, parameters());
    return hasher.hex();
}

at::Tensor normedStates(const at::Tensor& x)
{
    const at::Tensor wide = x.to(at::kFloat);
    return wide * (wide.square().mean(-1, true) + 1e-6).rsqrt();
}

at::Tensor interweave(const at::Tensor& base, const at::Tensor& tuned, const at::Tensor& gate)
{
    // lerp is exact at both ends: g ≡ 1 gives base and g ≡ 0 tuned, bit for bit.
    return at::lerp(tuned.to(at::kFloat), base.to(at::kFloat), gate).to(base.scalar_type());
}

} // namespace interweave
