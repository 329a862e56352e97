// SPDX-License-Identifier: Apache-2.0
#include "core/api/merge_adapter.h"

#include "core/model/decoder.h"
#include "core/peft/merged_weights.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/model_folder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

/// The dtype of most of a checkpoint's tensors; fp32 where they are quantised.
at::ScalarType ownDtype(const Checkpoint& checkpoint)
{
    std::map<std::string, int64_t> counts;
    for (const TensorInfo& tensor : checkpoint.tensors())
        ++counts[tensor.dtype];
    const auto most
        = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    if (most != counts.end() && most->first == "BF16")
        return at::kBFloat16;
    return most != counts.end() && most->first == "F16" ? at::kHalf : at::kFloat;
}

} // namespace

void mergeAdapter(const ModelStore& models, const MergeRequest& request, std::stop_token stop)
{
    const ModelFiles files = models.find(request.model, request.adapter);
    if (files.adapter.empty())
        throw Error(ErrorCode::InvalidArgument, request.model,
            "is a model without an adapter: name one with --adapter");
    if (!fs::is_directory(files.model))
        throw Error(ErrorCode::Unsupported, files.model.string(),
            "an adapter is merged into a model folder; make one with: interweave convert");
    const Checkpoint checkpoint(files.model);
    const at::ScalarType dtype = request.dtype == "auto"
        ? ownDtype(checkpoint)
        : choosePlacement("cpu", request.dtype).dtype;
    Decoder decoder = Decoder::load(checkpoint, {at::kCPU, at::kFloat}, stop);
    const auto adapter = loadPeftFolder(files.adapter, decoder);
    NamedTensors merged = mergedWeights(decoder, *adapter);
    for (auto& [name, tensor] : merged)
        tensor = tensor.to(dtype);
    writeModelFolder(request.folder, files.model, merged);
}

} // namespace interweave
