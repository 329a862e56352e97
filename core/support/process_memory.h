// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace interweave {

/// Bytes of this process that are in memory; 0 where the system does not say.
int64_t residentBytes();

/// Puts what is allocated from here on in large pages, where the kernel has them (transparent huge
/// pages): products with weights that do not fit into a cache take less time than on pages of
/// 4 KiB. Nothing happens in a program that is built without mimalloc.
void preferLargePages();

} // namespace interweave
