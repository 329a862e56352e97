// SPDX-License-Identifier: Apache-2.0
#include "core/verify/models_case.h"

#include "core/siamese/greedy.h"
#include "core/tensorio/checkpoint.h"
#include "core/verify/reference_tensors.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace interweave {

CaseResult runModelsCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop)
{
    const c10::InferenceMode inference;
    ReferenceTensors reference(folder / "expected.safetensors");
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(Decoder::load(Checkpoint(folder), placement, stop));
    const Decoder& decoder = *model.decoder;

    const at::Tensor ids = reference.takeTokens("input_ids", decoder.config().vocabulary);
    const std::vector<std::vector<int64_t>> rows = rowsOf(ids);
    const at::Tensor hidden = decoder.forward(TokenBatch::fromRows(rows));
    const auto perRow = [&](const at::Tensor& tensor) {
        return tensor.to(at::kCPU).reshape({ids.size(0), ids.size(1), -1});
    };

    CaseResult result{"models", {}, reference.rest()};
    result.computed = {{"hidden", perRow(hidden)}, {"logits", perRow(decoder.logits(hidden))}};
    const int64_t newTokens = reference.takeIntegers("greedy", 2).size(1);
    const auto greedy = greedyAnswers(model, {Branch::Base}, rows, {newTokens, {}}, stop);
    std::vector<at::Tensor> answers;
    for (const std::vector<int64_t>& answer : greedy.at(Branch::Base))
        answers.push_back(idsTensor(answer));
    result.computed.emplace_back("greedy", at::stack(answers));
    return result;
}

} // namespace interweave
