// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/hub_settings.h"
#include "core/support/error.h"
#include "core/support/log.h"

#include <stop_token>
#include <string>

namespace interweave {

/// Counts failures in a row and waits between them, longer each time.
class Retries {
public:
    Retries(RetryPolicy policy, LogSink log, std::stop_token stop);

    /// Waits before the next attempt, at least as long as the server asked for. Throws `last` when
    /// there have been enough attempts or the server asks for more patience than there is;
    /// Error{Cancelled} when stopped.
    void waitAfter(
        const Error& last, const std::string& reason, std::chrono::seconds retryAfter = {});
    /// Something came: the count begins anew.
    void reset() { m_failures = 0; }

private:
    RetryPolicy m_policy;
    LogSink m_log;
    std::stop_token m_stop;
    int m_failures = 0;
};

} // namespace interweave
