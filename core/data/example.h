// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace interweave {

/// One training row as token ids: prompt, then answer, then end of sequence. The loss is taken on
/// ids[queryLength …].
struct Example {
    std::vector<int64_t> ids;
    int64_t queryLength = 0; // prompt tokens, at least 1

    int64_t answerLength() const { return static_cast<int64_t>(ids.size()) - queryLength; }
};

} // namespace interweave
