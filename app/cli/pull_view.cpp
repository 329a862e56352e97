// SPDX-License-Identifier: Apache-2.0
#include "app/cli/pull_view.h"

#include "app/cli/terminal.h"
#include "core/support/number_text.h"

namespace interweave {

namespace {

constexpr int64_t kMib = 1 << 20;

std::string noteOf(const PullProgress& progress)
{
    std::string note = "MiB";
    if (progress.bytesPerSecond > 0.0)
        note += "  " + formatBytes(static_cast<int64_t>(progress.bytesPerSecond)) + "/s";
    return note + "  " + progress.file;
}

} // namespace

PullView::PullView(std::string label)
    : m_bar(std::move(label))
{
}

void PullView::show(const PullProgress& progress)
{
    if (progress.bytesTotal > 0)
        m_bar.update(progress.bytesDone / kMib, (progress.bytesTotal + kMib - 1) / kMib,
            noteOf(progress), progress.secondsLeft);
}

PullCallbacks PullView::callbacks()
{
    return {[this](const PullProgress& progress) { show(progress); },
        [](LogLevel, std::string_view text) { message(text); }};
}

} // namespace interweave
