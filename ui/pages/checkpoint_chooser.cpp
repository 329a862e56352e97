// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/checkpoint_chooser.h"

#include <QSignalBlocker>

#include <algorithm>

namespace interweave::ui {

CheckpointChooser::CheckpointChooser(Services& services, QWidget* parent)
    : QComboBox(parent)
    , m_services(services)
{
    setAccessibleName(tr("State of the run"));
    setToolTip(tr("The run as it is, or as a checkpoint kept it"));
    setSizeAdjustPolicy(AdjustToContents);
    hide(); // until there are some
    connect(this, &QComboBox::currentIndexChanged, this, &CheckpointChooser::changed);
}

void CheckpointChooser::load(const QString& run)
{
    if (run != m_run) {
        m_run = run;
        setCheckpoints({}); // the other run's
    }
    if (run.isEmpty())
        return;
    m_services.library.ask(
        this, [id = run.toStdString()](RunLibrary& library) { return library.checkpoints(id); },
        [this, run](Outcome<std::vector<RunCheckpoint>> outcome) {
            if (run == m_run) // without them the run answers as it is
                setCheckpoints(outcome ? outcome.value() : std::vector<RunCheckpoint>());
        });
}

std::optional<RunCheckpoint> CheckpointChooser::chosen() const
{
    const int index = currentIndex() - 1;
    if (index < 0 || static_cast<size_t>(index) >= m_checkpoints.size())
        return {};
    return m_checkpoints[static_cast<size_t>(index)];
}

void CheckpointChooser::setCheckpoints(const std::vector<RunCheckpoint>& checkpoints)
{
    const std::optional<RunCheckpoint> before = chosen();
    std::vector<RunCheckpoint> newestFirst(checkpoints.rbegin(), checkpoints.rend());
    if (newestFirst == m_checkpoints && count() > 0)
        return; // nothing moves under the pointer
    m_checkpoints = std::move(newestFirst);
    {
        const QSignalBlocker quiet(this);
        clear();
        addItem(tr("as it is"));
        for (const RunCheckpoint& one : m_checkpoints)
            addItem(tr("step %1").arg(one.step));
        const auto kept = before ? std::ranges::find(m_checkpoints, *before) : m_checkpoints.end();
        if (kept != m_checkpoints.end())
            setCurrentIndex(1 + static_cast<int>(kept - m_checkpoints.begin()));
    }
    setVisible(!m_checkpoints.empty());
    Q_EMIT changed();
}

} // namespace interweave::ui
