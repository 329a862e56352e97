// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/run_chooser.h"

#include <QSignalBlocker>

namespace interweave::ui {

namespace {

constexpr int kWidth = 240;

} // namespace

RunChooser::RunChooser(QWidget* parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("compareRunChooser"));
    setAccessibleName(tr("Run"));
    setToolTip(tr("The run whose adapter and gate are asked; runs without a gate are not listed"));
    setFixedWidth(kWidth);
    setMaxVisibleItems(20);
}

void RunChooser::setRuns(std::vector<ComparableRun> runs)
{
    if (runs == m_runs)
        return; // nothing moves under the pointer
    const QString before = currentData().toString();
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const ComparableRun& run : runs)
            addItem(
                run.training ? tr("%1 (in training, as it is)").arg(run.name) : run.name, run.id);
        m_runs = std::move(runs);
        setCurrentIndex(std::max(findData(before), m_runs.empty() ? -1 : 0));
    }
    Q_EMIT currentIndexChanged(currentIndex());
}

const ComparableRun* RunChooser::chosen() const
{
    const auto index = static_cast<size_t>(currentIndex());
    return index < m_runs.size() ? &m_runs[index] : nullptr;
}

bool RunChooser::choose(const QString& runId)
{
    const int index = findData(runId);
    if (index >= 0)
        setCurrentIndex(index);
    return index >= 0;
}

} // namespace interweave::ui
