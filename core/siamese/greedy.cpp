// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/greedy.h"

#include "core/siamese/branch_decoder.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace interweave {

std::vector<std::vector<int64_t>> greedyAnswers(const SiameseModel& model, Branch branch,
    const std::vector<std::vector<int64_t>>& prompts, const GreedyOptions& options,
    std::stop_token stop)
{
    const c10::InferenceMode inference;
    size_t longest = 0;
    for (const std::vector<int64_t>& prompt : prompts)
        longest = std::max(longest, prompt.size());
    BranchDecoder decoder(model, branch, static_cast<int64_t>(prompts.size()),
        static_cast<int64_t>(longest) + options.newTokens);

    std::vector<std::vector<int64_t>> answers(prompts.size());
    std::vector<size_t> open; // which answer each row of the batch writes
    for (size_t i = 0; i < prompts.size(); ++i)
        open.push_back(i);
    BranchDecoder::Step step = decoder.prefill(prompts);
    for (int64_t count = 1;; ++count) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "cancelled while decoding");
        const at::Tensor next = model.decoder->logits(step.hidden).argmax(1).to(at::kCPU);
        std::vector<int64_t> kept;
        std::vector<int64_t> ids;
        std::vector<size_t> stillOpen;
        for (size_t row = 0; row < open.size(); ++row) {
            const int64_t id = next.const_data_ptr<int64_t>()[row];
            answers[open[row]].push_back(id);
            if (options.endIds.contains(id))
                continue;
            kept.push_back(static_cast<int64_t>(row));
            ids.push_back(id);
            stillOpen.push_back(open[row]);
        }
        if (kept.empty() || count >= options.newTokens)
            return answers;
        if (kept.size() < open.size())
            decoder.keepRows(kept);
        open = std::move(stillOpen);
        step = decoder.advance(ids);
    }
}

} // namespace interweave
