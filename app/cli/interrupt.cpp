// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include "app/cli/exit_code.h"
#include "app/cli/terminal.h"

#include <signal.h>
#include <thread>
#include <unistd.h>

namespace interweave {

Interrupt::Interrupt()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // Lives as long as the process: there is no moment at which it may not be needed.
    std::thread([signals, source = m_source]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        message("stopping; once more ends at once");
        source.request_stop();
        sigwait(&signals, &signal);
        _exit(static_cast<int>(ExitCode::Cancelled));
    }).detach();
}

} // namespace interweave
