// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace interweave {

/// Rethrows the exception in flight as Error: torch's own, std::bad_alloc and all others become
/// one. To be called from a handler only.
[[noreturn]] void rethrowAsError();

/// Calls `work`; whatever it throws leaves as Error. The one border that exceptions other than
/// Error do not cross.
template <class Work>
auto guarded(Work&& work) -> decltype(std::forward<Work>(work)())
{
    try {
        return std::forward<Work>(work)();
    } catch (...) {
        rethrowAsError();
    }
}

} // namespace interweave
