// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/selftest.h"
#include "core/api/verify.h"

#include <functional>
#include <stop_token>
#include <string>

namespace interweave {

/// Runs a reference's case in fp32 and holds what we compute against what it expects; a report that
/// did not pass is no error. Writes what was computed first, where that is asked for. Throws Error
/// for a case that cannot be run.
VerifyReport verify(const VerifyRequest& request, std::stop_token stop = {});

/// Runs the bundled cases on the CPU against their references, then on `device`, where that is
/// another one, against the CPU. Needs a writable temporary folder. `onPart` is told each part as
/// it begins.
SelftestReport selftest(const std::string& device,
    const std::function<void(const std::string& part)>& onPart = {}, std::stop_token stop = {});

} // namespace interweave
