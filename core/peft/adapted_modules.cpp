// SPDX-License-Identifier: Apache-2.0
#include "core/peft/adapted_modules.h"

#include "core/peft/target_modules.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <set>

namespace interweave {

using nlohmann::json;

std::vector<std::string> linearNames(const std::vector<const Linear*>& linears)
{
    std::set<std::string> names;
    for (const Linear* linear : linears)
        for (const LinearPart& part : linear->parts())
            if (!part.routed)
                names.insert(part.module.substr(part.module.rfind('.') + 1));
    return {names.begin(), names.end()};
}

at::Tensor joinColumns(int64_t outputs, const std::vector<ModuleColumns>& parts,
    const std::function<at::Tensor(int64_t first, int64_t count)>& gap)
{
    std::vector<at::Tensor> pieces;
    int64_t end = 0;
    for (const ModuleColumns& part : parts) {
        if (part.place.firstOutput > end)
            pieces.push_back(gap(end, part.place.firstOutput - end));
        pieces.push_back(part.values);
        end = part.place.firstOutput + part.place.outputs;
    }
    if (end < outputs)
        pieces.push_back(gap(end, outputs - end));
    return pieces.size() == 1 ? pieces.front() : at::cat(pieces, -1);
}

std::vector<AdaptedModule> findAdaptedModules(const json& config,
    const std::vector<const Linear*>& linears, const std::string& where,
    const std::function<bool(const std::string&)>& isStored)
{
    const TargetModules targets(config, where);
    std::vector<AdaptedModule> modules;
    for (const Linear* linear : linears)
        for (const LinearPart& part : linear->parts())
            if (targets.contains(part.module)
                && (!part.routed || (isStored && isStored(part.module))))
                modules.push_back({part.module, linear->index(), part.firstOutput, part.outputs,
                    linear->inputs()});
    if (modules.empty())
        throw Error(ErrorCode::InvalidArgument, where,
            "target_modules " + config.at("target_modules").dump()
                + " match no linear map of this model (it has " + json(linearNames(linears)).dump()
                + ")");
    return modules;
}

} // namespace interweave
