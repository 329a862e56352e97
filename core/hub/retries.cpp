// SPDX-License-Identifier: Apache-2.0
#include "core/hub/retries.h"

#include "core/support/number_text.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace interweave {

namespace {

void sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, duration, [] { return false; });
    if (stop.stop_requested())
        throw Error(ErrorCode::Cancelled, {}, "the pull was cancelled");
}

} // namespace

Retries::Retries(RetryPolicy policy, LogSink log, std::stop_token stop)
    : m_policy(policy)
    , m_log(std::move(log))
    , m_stop(std::move(stop))
{
}

void Retries::waitAfter(
    const Error& last, const std::string& reason, std::chrono::seconds retryAfter)
{
    ++m_failures;
    if (retryAfter > m_policy.longestRetryAfter)
        throw Error(last.code(), last.where(),
            last.message() + "; the hub asks to come back in "
                + formatDuration(static_cast<double>(retryAfter.count())));
    if (m_failures >= m_policy.attempts)
        throw Error(last.code(), last.where(),
            last.message() + "; given up after " + std::to_string(m_failures) + " attempts");
    std::chrono::milliseconds pause = m_policy.firstPause;
    for (int i = 1; i < m_failures && pause < m_policy.longestPause; ++i)
        pause *= 2;
    pause = std::max<std::chrono::milliseconds>(std::min(pause, m_policy.longestPause), retryAfter);
    if (m_log)
        m_log(LogLevel::Warning,
            reason + "; trying again in "
                + formatDuration(std::chrono::duration<double>(pause).count()));
    sleepFor(pause, m_stop);
}

} // namespace interweave
