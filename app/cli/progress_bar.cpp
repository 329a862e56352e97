// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_bar.h"

#include "app/cli/terminal.h"
#include "app/cli/text_format.h"
#include "core/support/number_text.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr std::chrono::milliseconds kRedrawInterval{100};
constexpr std::chrono::seconds kLineInterval{10};
constexpr size_t kBarWidth = 20;

} // namespace

std::string progressLine(const std::string& label, int64_t done, int64_t total,
    const std::string& note, double secondsLeft, size_t width)
{
    std::string counts = std::to_string(done) + "/" + std::to_string(total);
    if (!note.empty())
        counts += "  " + note;
    if (done < total && secondsLeft >= 0.0)
        counts += "  " + formatDuration(secondsLeft) + " left";
    const std::string plain = label + "  " + counts;
    if (width == 0)
        return plain;
    if (displayWidth(plain) + kBarWidth + 2 > width)
        return clipped(plain, width);
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0.0;
    const auto filled = static_cast<size_t>(std::clamp(share, 0.0, 1.0) * kBarWidth);
    std::string bar;
    for (size_t i = 0; i < kBarWidth; ++i)
        bar += i < filled ? "█" : "░";
    return label + "  " + bar + "  " + counts;
}

ProgressBar::ProgressBar(std::string label)
    : m_label(std::move(label))
    , m_terminal(isTerminal(Stream::Error))
    , m_nextDrawing(m_terminal ? m_start : m_start + kLineInterval)
{
}

ProgressBar::~ProgressBar()
{
    if (m_terminal)
        redrawLine({});
}

void ProgressBar::update(int64_t done, int64_t total, const std::string& note, double secondsLeft)
{
    const Clock::time_point now = Clock::now();
    if (now < m_nextDrawing)
        return;
    if (secondsLeft < 0.0 && done > 0)
        secondsLeft = std::chrono::duration<double>(now - m_start).count()
            * static_cast<double>(total - done) / static_cast<double>(done);
    if (m_terminal) {
        const auto width = static_cast<size_t>(std::max(1, terminalWidth() - 1));
        redrawLine(progressLine(m_label, done, total, note, secondsLeft, width));
        m_nextDrawing = now + kRedrawInterval;
    } else {
        message(progressLine(m_label, done, total, note, secondsLeft, 0));
        m_nextDrawing = now + kLineInterval;
    }
}

} // namespace interweave
