// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/gate.h"

#include "core/peft/parameters.h"
#include "core/peft/seeded_dropout.h"
#include "core/siamese/fusion.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/hash.h"
#include "core/support/mapped_file.h"
#include "core/support/random.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

constexpr const char* kConfigFile = "imsm_config.json";
constexpr const char* kTensorFile = "imsm_gate.safetensors";
constexpr const char* kDownKey = "gate.down.weight";
constexpr const char* kUpKey = "gate.up.weight";
constexpr int64_t kVersion = 1;
constexpr int64_t kMaxRank = 1 << 16;

constexpr uint64_t kDownPurpose = 0x67617465'0001; // apart from the linears' indices in deriveSeed
constexpr uint64_t kUpPurpose = 0x67617465'0002;

at::Tensor dropped(const at::Tensor& values, const Dropout& dropout, uint64_t purpose)
{
    if (dropout.p <= 0.0)
        return values;
    return values
        * seededDropout(at::ones_like(values), dropout.p, deriveSeed(dropout.seed, {purpose}));
}

nlohmann::json toJson(const GateConfig& config, int64_t hidden)
{
    return {{"version", kVersion}, {"mode", fusionRule(config.fusion).name}, {"rank", config.rank},
        {"hidden", hidden}, {"dropout", config.dropout}};
}

GateConfig readConfig(const std::filesystem::path& path, int64_t hidden)
{
    const MappedFile file(path);
    const char* text = reinterpret_cast<const char*>(file.bytes().data());
    const auto json = nlohmann::json::parse(
        text, text + file.bytes().size(), nullptr, /*allow_exceptions=*/false);
    const std::string where = path.string();
    const auto number = [&](const char* key) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        if (found == json.end() || !found->is_number())
            throw Error(ErrorCode::CorruptData, where,
                std::string("expected a JSON object with a number '") + key + "'");
        return found->get<double>();
    };
    if (number("version") != kVersion)
        throw Error(
            ErrorCode::Unsupported, where, "version " + json["version"].dump() + ", expected 1");
    if (number("hidden") != static_cast<double>(hidden))
        throw Error(ErrorCode::CorruptData, where,
            "the gate is for hidden size " + json["hidden"].dump() + ", the model has "
                + std::to_string(hidden));
    const double rank = number("rank");
    const double dropout = number("dropout");
    if (!(rank >= 1 && rank <= kMaxRank) || !(dropout >= 0 && dropout < 1))
        throw Error(ErrorCode::CorruptData, where, "rank or dropout out of range");
    if (!json.contains("mode") || !json["mode"].is_string())
        throw Error(ErrorCode::CorruptData, where, "expected a string 'mode'");
    return {fusionRule(json["mode"].get<std::string>(), where).fusion, static_cast<int64_t>(rank),
        dropout};
}

} // namespace

Gate::Gate(const GateConfig& config, at::Tensor down, at::Tensor up)
    : m_config(config)
    , m_down(std::move(down))
    , m_up(std::move(up))
{
}

Gate::Gate(const GateConfig& config, int64_t hidden, at::Device device, uint64_t seed)
    : Gate(config,
        asParameter(kaimingUniform(config.rank, fusionRule(config.fusion).inputs * hidden,
                        deriveSeed(seed, {kDownPurpose})),
            device),
        asParameter(kaimingUniform(hidden, config.rank, deriveSeed(seed, {kUpPurpose})), device))
{
}

Gate Gate::fromTensors(const GateConfig& config, at::Tensor down, at::Tensor up)
{
    const int64_t inputs = fusionRule(config.fusion).inputs;
    if (down.dim() != 2 || up.dim() != 2 || down.size(0) != config.rank || up.size(1) != config.rank
        || down.size(1) != inputs * up.size(0))
        throw Error(ErrorCode::CorruptData, "gate",
            c10::str("shapes ", down.sizes(), " and ", up.sizes(), ", expected [", config.rank,
                ", ", inputs, "·hidden] and [hidden, ", config.rank, "]"));
    const at::Device device = down.device();
    return Gate(config, asParameter(down, device), asParameter(up, device));
}

Gate Gate::load(const std::filesystem::path& folder, int64_t hidden, at::Device device)
{
    const GateConfig config = readConfig(folder / kConfigFile, hidden);
    std::map<std::string, at::Tensor> tensors = readSafetensors(folder / kTensorFile);
    const std::string where = (folder / kTensorFile).string();
    if (!tensors.contains(kDownKey) || !tensors.contains(kUpKey) || tensors.size() != 2)
        throw Error(ErrorCode::CorruptData, where,
            std::string("expected the tensors ") + kDownKey + " and " + kUpKey + " and no other");
    if (tensors[kUpKey].dim() != 2 || tensors[kUpKey].size(0) != hidden)
        throw Error(ErrorCode::CorruptData, where,
            c10::str(kUpKey, " has shape ", tensors[kUpKey].sizes(), ", expected [", hidden, ", ",
                config.rank, "]"));
    return fromTensors(config, tensors[kDownKey].to(device), tensors[kUpKey].to(device));
}

at::Tensor Gate::channels(const Memories& memories) const
{
    return at::mm(fusionRule(m_config.fusion).gateInput(memories), m_down.t());
}

at::Tensor Gate::forward(const Memories& memories, const Dropout& dropout) const
{
    const at::Tensor low = dropped(channels(memories), dropout, kDownPurpose);
    return at::sigmoid(dropped(at::mm(low, m_up.t()), dropout, kUpPurpose));
}

at::Tensor Gate::contributions(const at::Tensor& channels) const
{
    return channels * m_up.mean(0);
}

NamedTensors Gate::parameters() const
{
    return {{kDownKey, m_down}, {kUpKey, m_up}};
}

void Gate::save(const std::filesystem::path& folder) const
{
    const std::string text = toJson(m_config, m_up.size(0)).dump(2) + "\n";
    AtomicFile file(folder / kConfigFile);
    file.write(text.data(), text.size());
    file.commit();
    writeSafetensors(folder / kTensorFile, parameters());
}

std::string Gate::hash() const
{
    Hasher hasher;
    hasher.add(toJson(m_config, m_up.size(0)).dump());
    hashTensors(hasher, parameters());
    return hasher.hex();
}

at::Tensor interweave(const at::Tensor& base, const at::Tensor& tuned, const at::Tensor& gate)
{
    // lerp is exact at both ends: g ≡ 1 gives base and g ≡ 0 tuned, bit for bit.
    return at::lerp(tuned.to(at::kFloat), base.to(at::kFloat), gate).to(base.scalar_type());
}

} // namespace interweave
