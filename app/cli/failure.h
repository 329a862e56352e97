// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_code.h"

namespace interweave {

class Error;

/// Says on stderr what went wrong, and what to do next where that is known. Returns the exit code
/// that fits.
ExitCode reportFailure(const Error& error);

} // namespace interweave
