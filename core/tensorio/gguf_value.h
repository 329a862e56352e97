// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"
#include "core/tensorio/gguf_cursor.h"

#include <string>

namespace interweave {

/// The type and value of one metadata entry; `what` names it in errors.
/// Throws Error{CorruptData} for an unknown type or a bad length, Error{Unsupported} for arrays of
/// arrays.
GgufValue readGgufValue(GgufCursor& cursor, const std::string& what);

} // namespace interweave
