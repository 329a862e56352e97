// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

namespace interweave {

/// Turns the first SIGINT or SIGTERM into a request to stop, which long work obeys within one
/// micro-batch or token; a second one ends the process at once. Make one, before any other thread
/// exists: the threads inherit that signals wait for it.
class Interrupt {
public:
    Interrupt();

    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
};

} // namespace interweave
