// SPDX-License-Identifier: Apache-2.0
#include "core/train/out_of_memory.h"

#include <c10/util/Exception.h>
#include <new>
#include <string_view>

namespace interweave {

bool isOutOfMemory(const std::exception& failure)
{
    if (dynamic_cast<const std::bad_alloc*>(&failure)
        || dynamic_cast<const c10::OutOfMemoryError*>(&failure))
        return true;
    return std::string_view(failure.what()).find("DefaultCPUAllocator") != std::string_view::npos;
}

std::string messageOf(const std::exception& failure)
{
    const auto* const torchs = dynamic_cast<const c10::Error*>(&failure);
    return torchs ? torchs->what_without_backtrace() : failure.what();
}

} // namespace interweave
