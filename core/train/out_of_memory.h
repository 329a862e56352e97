// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>

namespace interweave {

/// Whether a failure means that memory ran out: std::bad_alloc, torch's OutOfMemoryError (GPU), or
/// torch's CPU allocator, which has no type of its own for it.
bool isOutOfMemory(const std::exception& failure);

/// What a failure says, without the addresses of the calls that torch adds.
std::string messageOf(const std::exception& failure);

} // namespace interweave
