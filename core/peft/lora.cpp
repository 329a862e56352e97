// SPDX-License-Identifier: Apache-2.0
#include "core/peft/lora.h"

#include "core/model/decoder.h"
#include "core/peft/lora_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_folder.h"
#include "core/support/error.h"
#include "core/support/random.h"

#include <ATen/ATen.h>

namespace interweave {

using nlohmann::json;

namespace {

/// Takes a matrix out of a folder's tensors. Throws Error{CorruptData} when it is missing or has
/// another shape.
at::Tensor takeMatrix(std::map<std::string, at::Tensor>& tensors, const std::string& key,
    int64_t rows, int64_t columns, const std::string& where)
{
    const auto node = tensors.extract(key);
    if (node.empty())
        throw Error(ErrorCode::CorruptData, where, "tensor '" + key + "' is missing");
    const at::Tensor& matrix = node.mapped();
    if (matrix.dim() != 2 || matrix.size(0) != rows || matrix.size(1) != columns)
        throw Error(ErrorCode::CorruptData, where,
            "tensor '" + key + "' has shape " + c10::str(matrix.sizes()) + ", expected ["
                + std::to_string(rows) + ", " + std::to_string(columns) + "]");
    return matrix;
}

} // namespace

std::shared_ptr<PeftAdapter> makeLora(
    const LoraConfig& config, const Decoder& decoder, uint64_t seed)
{
    json stored = loraConfigJson(config, decoder.linears());
    std::vector<LoraModule> modules = findLoraModules(stored, decoder.linears(), "LoRA");
    for (size_t i = 0; i < modules.size(); ++i) {
        LoraModule& module = modules[i];
        module.part.a = asParameter(
            kaimingUniform(module.rank, module.inputs, deriveSeed(seed, {i})), decoder.device());
        module.part.b = asParameter(at::zeros({module.outputs, module.rank}), decoder.device());
    }
    return std::make_shared<LoraAdapter>(std::move(stored), std::move(modules));
}

std::shared_ptr<PeftAdapter> loadLora(json config, std::map<std::string, at::Tensor> tensors,
    const Decoder& decoder, const std::string& where)
{
    std::vector<LoraModule> modules = findLoraModules(config, decoder.linears(), where, tensors);
    for (LoraModule& module : modules) {
        const at::Tensor a = takeMatrix(
            tensors, loraKey(module.name, "lora_A"), module.rank, module.inputs, where);
        const at::Tensor b = takeMatrix(
            tensors, loraKey(module.name, "lora_B"), module.outputs, module.rank, where);
        module.part.a = asParameter(a, decoder.device());
        module.part.b = asParameter(b, decoder.device());
    }
    if (!tensors.empty())
        throw Error(ErrorCode::CorruptData, where,
            "tensor '" + tensors.begin()->first + "' belongs to no adapted module of this model");
    return std::make_shared<LoraAdapter>(std::move(config), std::move(modules));
}

} // namespace interweave
