// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"

#include <cstdint>
#include <string>

namespace interweave {

/// The three voices' answers to one prompt, drawn with the same seed.
struct Comparison {
    Generation base;
    Generation tuned;
    Generation interwoven;
    // Index of the first token in which two answers differ; −1 where they are the same.
    int64_t baseTunedDifference = -1;
    int64_t baseInterwovenDifference = -1;
    int64_t tunedInterwovenDifference = -1;
    std::string modelHash; // of the files of the base's weights; may be empty in a stored one
    std::string adapterHash;
    std::string gateHash;
};

} // namespace interweave
