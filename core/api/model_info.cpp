// SPDX-License-Identifier: Apache-2.0
#include "core/api/model_info.h"

#include "core/model/decoder_config.h"
#include "core/model/placement.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/strict_json.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/text/chat/model_chat_template.h"
#include "core/text/tokenizer.h"

#include <c10/core/ScalarType.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace interweave {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

int64_t elements(const TensorInfo& tensor)
{
    int64_t count = 1;
    for (const int64_t size : tensor.shape)
        count *= size;
    return count;
}

int64_t countParameters(const std::vector<TensorInfo>& tensors)
{
    int64_t count = 0;
    for (const TensorInfo& tensor : tensors)
        count += elements(tensor);
    return count;
}

std::vector<DtypeShare> dtypeShares(const std::vector<TensorInfo>& tensors)
{
    std::map<std::string, DtypeShare> shares;
    for (const TensorInfo& tensor : tensors) {
        DtypeShare& share = shares[tensor.dtype];
        share.dtype = tensor.dtype;
        ++share.tensors;
        share.parameters += elements(tensor);
    }
    std::vector<DtypeShare> sorted;
    for (const auto& [dtype, share] : shares)
        sorted.push_back(share);
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const DtypeShare& a, const DtypeShare& b) { return a.parameters > b.parameters; });
    return sorted;
}

void addSizes(ModelInfo& info, const DecoderConfig& config)
{
    info.layers = config.layers;
    info.hidden = config.hidden;
    info.intermediate = config.intermediate;
    info.heads = config.heads;
    info.kvHeads = config.kvHeads;
    info.headDim = config.headDim;
    info.vocabulary = config.vocabulary;
    info.maxPositions = config.maxPositions;
    info.tiedEmbeddings = config.tiedEmbeddings;
    info.eosIds = config.eosIds;
    if (config.bosId >= 0)
        info.bosId = config.bosId;
}

void addTokenizer(ModelInfo& info, const fs::path& model)
{
    try {
        const auto tokenizer = loadTokenizer(model);
        info.tokenizer = tokenizer->kind();
        info.tokenizerSize = tokenizer->size();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound)
            throw;
    }
}

void addChatTemplate(ModelInfo& info, const fs::path& model)
{
    try {
        if (const auto found = findChatTemplate(model))
            info.chatTemplate = found->where;
    } catch (const Error& error) { // none of several is the default
        if (error.code() != ErrorCode::NotFound)
            throw;
    }
}

void addPlacement(ModelInfo& info, const ModelRef& ref)
{
    const Placement placement = choosePlacement(ref.device, ref.dtype);
    const auto elementSize = static_cast<int64_t>(c10::elementSize(placement.dtype));
    info.device = placement.device.str();
    info.dtype = placement.dtype == at::kFloat ? "fp32"
        : placement.dtype == at::kBFloat16     ? "bf16"
                                               : "fp16";
    info.weightBytes = info.parameters * elementSize;
    info.cacheBytesPerToken = 2 * info.layers * info.kvHeads * info.headDim * elementSize;
}

json readConfig(const fs::path& file)
{
    return parseStrictJsonObject(readFile(file), file.string());
}

AdapterInfo describeAdapter(const fs::path& folder)
{
    const fs::path file = folder / "adapter_config.json";
    const json config = readConfig(file);
    AdapterInfo info;
    info.folder = folder.string();
    const auto method = config.find("peft_type");
    if (method == config.end() || !method->is_string())
        throw Error(ErrorCode::CorruptData, file.string(), "'peft_type' is missing");
    info.method = *method;
    if (const auto rank = config.find("r"); rank != config.end() && rank->is_number_integer())
        info.rank = *rank;
    info.parameters
        = countParameters(SafetensorsFile(folder / "adapter_model.safetensors").tensors());
    if (fs::exists(folder / "imsm_config.json")) {
        const json gate = readConfig(folder / "imsm_config.json");
        info.fusion = gate.contains("mode") && gate["mode"].is_string() ? gate["mode"] : "gate";
        info.gateParameters
            = countParameters(SafetensorsFile(folder / "imsm_gate.safetensors").tensors());
    }
    return info;
}

} // namespace

ModelInfo describeModel(const ModelRef& ref, const ModelFiles& files)
{
    const Checkpoint checkpoint(files.model);
    ModelInfo info;
    info.path = files.model.string();
    info.format = checkpoint.format();
    info.parameters = countParameters(checkpoint.tensors());
    info.dtypes = dtypeShares(checkpoint.tensors());
    if (const auto family = checkpoint.config().find("model_type");
        family != checkpoint.config().end() && family->is_string())
        info.family = *family;
    try {
        addSizes(info, parseDecoderConfig(checkpoint.config(), info.path));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported)
            throw;
        info.unsupported = error.message();
    }
    addTokenizer(info, files.model);
    addChatTemplate(info, files.model);
    addPlacement(info, ref);
    if (!files.adapter.empty())
        info.adapter = describeAdapter(files.adapter);
    return info;
}

} // namespace interweave
