// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/progress_bar.h"
#include "core/api/pull.h"

namespace interweave {

/// A pull, or the check of one, on stderr: a bar over all bytes, retries and waits as messages.
class PullView {
public:
    explicit PullView(std::string label);

    void show(const PullProgress& progress);
    PullCallbacks callbacks();

private:
    ProgressBar m_bar;
};

} // namespace interweave
