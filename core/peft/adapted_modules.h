// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace interweave {

/// One linear map that an adapter changes, and where it lies in the decoder.
struct AdaptedModule {
    std::string name; // Hugging Face's module path
    int64_t linear = 0; // index of the fused linear it is part of
    int64_t firstOutput = 0; // its columns there
    int64_t outputs = 0;
    int64_t inputs = 0;
};

/// The maps of `linears` that a PEFT config adapts (target_modules.h). Routers and experts are
/// linear modules to PEFT on transformers 4 only: they are adapted where `isStored`, asked with a
/// module's name, says that a folder has tensors for them. Throws Error{InvalidArgument, where}
/// when nothing matches.
std::vector<AdaptedModule> findAdaptedModules(const nlohmann::json& config,
    const std::vector<const Linear*>& linears, const std::string& where,
    const std::function<bool(const std::string&)>& isStored = {});

/// A module's columns of what a fused map gives, or something for each of them.
struct ModuleColumns {
    const AdaptedModule& place;
    at::Tensor values; // [..., outputs]
};

/// All columns of a fused map of `outputs`: those of `parts`, which are in the order of their
/// places, and gap(first, count) between them. Joined along the last dimension.
at::Tensor joinColumns(int64_t outputs, const std::vector<ModuleColumns>& parts,
    const std::function<at::Tensor(int64_t first, int64_t count)>& gap);

/// The last parts of the linear modules' paths, each once: what "all-linear" stands for.
std::vector<std::string> linearNames(const std::vector<const Linear*>& linears);

} // namespace interweave
