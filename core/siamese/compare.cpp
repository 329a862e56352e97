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
    const auto answer = [&](Branch branch) {
        TokenCallback callback;
        if (onToken)
            callback = [&onToken, branch](
                           size_t, const GeneratedToken& token) { onToken(branch, token); };
        return generate(model, tokenizer, {prompt}, branch, options, callback, stop).front();
    };
    Comparison result;
    result.base = answer(Branch::Base);
    result.tuned = answer(Branch::Tuned);
    result.interwoven = answer(Branch::Interwoven);
    result.baseTunedDifference = firstDifference(result.base, result.tuned);
    result.baseInterwovenDifference = firstDifference(result.base, result.interwoven);
    result.tunedInterwovenDifference = firstDifference(result.tuned, result.interwoven);
    result.adapterHash = model.adapter->hash();
    result.gateHash = model.gate->hash();
    return result;
}

} // namespace interweave
