// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/timed_application.h"

#include <algorithm>
#include <ctime>

namespace interweave::ui {

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

bool TimedApplication::notify(QObject* receiver, QEvent* event)
{
    if (m_inside)
        return QApplication::notify(receiver, event);
    m_inside = true;
    const double before = threadMs();
    const bool done = QApplication::notify(receiver, event);
    const double spent = threadMs() - before;
    m_inside = false;
    dearest = std::max(dearest, spent);
    all += spent;
    return done;
}

} // namespace interweave::ui
