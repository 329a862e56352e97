// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace interweave {

/// What the process says to its caller.
enum class ExitCode {
    Done = 0,
    Failed = 1, // the work failed, or what it was to prove is not so
    BadUsage = 2,
    Cancelled = 130, // as shells report a process that SIGINT ended
};

} // namespace interweave
