// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/compare.h"

#include <algorithm>

namespace interweave {

namespace {

int64_t firstDifference(const Generation& a, const Generation& b)
{
    const auto [left, right] = std::ranges::mismatch(a.ids, b.ids);
    return left == a.ids.end() && right == b.ids.end() ? -1 : left - a.ids.begin();
}

} // namespace

Comparison compareBranches(const SiameseModel& model, const Tokenizer* tokenizer,
    const std::vector<TokenId>& prompt, const SamplingOptions& options,
    const std::function<void(Branch, const GeneratedToken&)>& onToken, std::stop_token stop)
{
    model.require(Branch::Interwoven);
    BranchTokenCallback callback;
    if (onToken)
        callback = [&onToken](Branch branch, size_t, const GeneratedToken& token) {
            onToken(branch, token);
        };
    const auto answers = generateBranches(model, tokenizer, {prompt},
        {Branch::Base, Branch::Tuned, Branch::Interwoven}, options, callback, std::move(stop));
    Comparison result;
    result.base = answers.at(Branch::Base).front();
    result.tuned = answers.at(Branch::Tuned).front();
    result.interwoven = answers.at(Branch::Interwoven).front();
    result.baseTunedDifference = firstDifference(result.base, result.tuned);
    result.baseInterwovenDifference = firstDifference(result.base, result.interwoven);
    result.tunedInterwovenDifference = firstDifference(result.tuned, result.interwoven);
    result.adapterHash = model.adapter->hash();
    result.gateHash = model.gate->hash();
    return result;
}

} // namespace interweave
