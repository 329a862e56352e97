// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

namespace interweave {

/// The steps of a tokenizer come from a file, so none may make a text absurdly long (no published
/// one makes it twenty times as long). Throws Error{InvalidArgument, where} when it does.
inline void checkGrowth(size_t bytesBefore, size_t bytesAfter, const std::string& where)
{
    constexpr size_t kFactor = 64;
    constexpr size_t kFreeBytes = 1024;
    if (bytesAfter > kFreeBytes && (bytesAfter - kFreeBytes) / kFactor > bytesBefore)
        throw Error(ErrorCode::InvalidArgument, where,
            "rewriting a text of " + std::to_string(bytesBefore) + " bytes makes it longer than "
                + std::to_string(bytesAfter));
}

} // namespace interweave
