// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/greedy.h"

#include "core/siamese/branch_decoder.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace interweave {

std::map<Branch, std::vector<std::vector<int64_t>>> greedyAnswers(const SiameseModel& model,
    const Branches& branches, const std::vector<std::vector<int64_t>>& prompts,
    const GreedyOptions& options, std::stop_token stop)
{
    const c10::InferenceMode inference;
    size_t longest = 0;
    for (const std::vector<int64_t>& prompt : prompts)
        longest = std::max(longest, prompt.size());
    BranchDecoder decoder(model, branches, static_cast<int64_t>(longest) + options.newTokens);

    std::map<Branch, std::vector<std::vector<int64_t>>> answers;
    std::vector<std::vector<int64_t>*> open; // the answers still being written
    for (const Branch branch : branches) {
        answers[branch].resize(prompts.size());
        for (std::vector<int64_t>& answer : answers[branch])
            open.push_back(&answer);
    }
    BranchDecoder::Step step = decoder.prefill(prompts);
    for (int64_t count = 1;; ++count) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "cancelled while decoding");
        const at::Tensor next = model.decoder->logits(step.hidden).argmax(1).to(at::kCPU);
        std::vector<int64_t> kept;
        std::vector<int64_t> ids;
        std::vector<std::vector<int64_t>*> stillOpen;
        for (size_t i = 0; i < open.size(); ++i) {
            const int64_t id = next.const_data_ptr<int64_t>()[i];
            open[i]->push_back(id);
            if (options.endIds.contains(id))
                continue;
            kept.push_back(static_cast<int64_t>(i));
            ids.push_back(id);
            stillOpen.push_back(open[i]);
        }
        if (kept.empty() || count >= options.newTokens)
            return answers;
        if (kept.size() < open.size())
            decoder.keepAnswers(kept);
        open = std::move(stillOpen);
        step = decoder.advance(ids);
    }
}

} // namespace interweave
