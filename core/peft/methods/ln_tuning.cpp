// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"
#include "core/peft/target_modules.h"

#include <ATen/ATen.h>

#include <map>
#include <set>

namespace interweave {

using nlohmann::json;

namespace {

/// LayerNorm tuning: norms with weights, and biases where they have some, of their own. fp32 copies
/// of the frozen ones in the beginning. Source: Zhao et al., arXiv 2312.11420; names as PEFT 0.21.
class LnTuningAdapter : public FolderAdapter {
public:
    struct Tuned {
        std::string name; // Hugging Face's module path
        at::Tensor weight; // undefined where the norm has none
        at::Tensor bias;
    };

    LnTuningAdapter(json config, std::vector<Tuned> norms)
        : FolderAdapter(std::move(config))
        , m_norms(std::move(norms))
    {
        for (const Tuned& norm : m_norms)
            m_byName[norm.name] = &norm;
    }

    bool adapts(const Linear& /*linear*/) const override { return false; }
    at::Tensor apply(const Linear& /*linear*/, const at::Tensor& /*x*/, at::Tensor y,
        const Dropout& /*dropout*/) const override
    {
        return y;
    }

    std::optional<Norm> norm(const Norm& frozen) const override
    {
        const auto found = m_byName.find(frozen.modules.front());
        if (found == m_byName.end())
            return std::nullopt;
        Norm tuned = frozen;
        if (frozen.weight.defined())
            tuned.weight = found->second->weight.to(frozen.weight.scalar_type());
        if (frozen.bias.defined())
            tuned.bias = found->second->bias.to(frozen.bias.scalar_type());
        return tuned;
    }

    NamedTensors parameters() const override
    {
        NamedTensors result;
        for (const Tuned& norm : m_norms) {
            if (norm.weight.defined())
                result.emplace_back(peftKey(norm.name, "ln_tuning_layers.weight"), norm.weight);
            if (norm.bias.defined())
                result.emplace_back(peftKey(norm.name, "ln_tuning_layers.bias"), norm.bias);
        }
        return result;
    }

private:
    std::vector<Tuned> m_norms;
    std::map<std::string, const Tuned*> m_byName;
};

/// The last parts of the norms' paths, each once.
std::vector<std::string> normNames(const Decoder& decoder)
{
    std::set<std::string> names;
    for (const Norm* norm : decoder.norms())
        names.insert(norm->modules.front().substr(norm->modules.front().rfind('.') + 1));
    return {names.begin(), names.end()};
}

/// The norms that a config names; tensors are the frozen ones.
std::vector<const Norm*> findNorms(
    const json& config, const Decoder& decoder, const std::string& where)
{
    const TargetModules targets(config, where);
    std::vector<const Norm*> found;
    for (const Norm* norm : decoder.norms())
        if (targets.contains(norm->modules.front()))
            found.push_back(norm);
    if (found.empty())
        throw Error(ErrorCode::InvalidArgument, where,
            "target_modules " + config.at("target_modules").dump()
                + " match no norm of this model (it has " + json(normNames(decoder)).dump() + ")");
    return found;
}

std::shared_ptr<PeftAdapter> loadLnTuning(AdapterFolder folder)
{
    requireKnownOptions(folder.config, {}, "LN tuning", folder.where());
    std::vector<LnTuningAdapter::Tuned> tuned;
    for (const Norm* norm : findNorms(folder.config, folder.decoder, folder.where())) {
        const std::string& name = norm->modules.front();
        const auto take = [&](const at::Tensor& frozen, const char* suffix) {
            return frozen.defined()
                ? asParameter(folder.tensors.take(peftKey(name, suffix), frozen.sizes()),
                    folder.decoder.device())
                : at::Tensor();
        };
        const at::Tensor weight = take(norm->weight, "ln_tuning_layers.weight");
        tuned.push_back({name, weight, take(norm->bias, "ln_tuning_layers.bias")});
    }
    folder.tensors.requireNoneLeft();
    return std::make_shared<LnTuningAdapter>(std::move(folder.config), std::move(tuned));
}

std::shared_ptr<PeftAdapter> makeLnTuning(const PeftConfig& config, const AdapterStart& start)
{
    std::vector<std::string> targets = config.lnTuning.targets;
    if (targets == std::vector<std::string>{"all-norms"})
        targets = normNames(start.decoder);
    json stored = methodConfig("LN_TUNING", targets, {});
    std::vector<LnTuningAdapter::Tuned> tuned;
    for (const Norm* norm : findNorms(stored, start.decoder, "method.ln_tuning.targets")) {
        const auto copy = [&](const at::Tensor& frozen) {
            return frozen.defined() ? asParameter(frozen, start.decoder.device()) : at::Tensor();
        };
        tuned.push_back({norm->modules.front(), copy(norm->weight), copy(norm->bias)});
    }
    return std::make_shared<LnTuningAdapter>(std::move(stored), std::move(tuned));
}

} // namespace

const PeftMethod kLnTuning{"ln_tuning", "LN_TUNING", makeLnTuning, loadLnTuning,
    [](const PeftConfig& /*config*/) { return 0.0; }};

} // namespace interweave
