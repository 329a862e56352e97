// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/run_chooser.h"

#include <QSignalBlocker>

namespace interweave::ui {

namespace {

constexpr int kWidth = 240;

} // namespace

RunChooser::RunChooser(Services& services, QWidget* parent)
    : QComboBox(parent)
    , m_services(services)
{
    setObjectName(QStringLiteral("compareRunChooser"));
    setAccessibleName(tr("Run"));
    setToolTip(tr("The run whose adapter and gate are asked; runs without a gate are not listed"));
    setFixedWidth(kWidth);
    setMaxVisibleItems(20);
}

void RunChooser::load()
{
    m_services.library.ask(
        this, [](RunLibrary& library) { return library.list(); },
        [this, load = ++m_load](const Outcome<std::vector<StoredRun>>& outcome) {
            if (load != m_load)
                return; // a newer one is on its way
            if (outcome)
                take(outcome.value());
            else
                Q_EMIT failed(outcome.failure());
        });
}

void RunChooser::take(const std::vector<StoredRun>& stored)
{
    if (m_held)
        return; // who holds it asks again
    const auto& training = m_services.engine.training();
    m_known = true;
    setRuns(comparableRuns(stored, training ? QString::fromStdString(training->runId) : QString(),
        training ? QString::fromStdString(training->runName) : QString()));
    Q_EMIT loaded();
}

void RunChooser::setHeld(bool held)
{
    m_held = held;
    setEnabled(!held && chosen());
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
