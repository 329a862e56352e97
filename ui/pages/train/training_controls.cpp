// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/training_controls.h"

#include <QPushButton>

namespace interweave::ui {

TrainingControls::TrainingControls(EngineThread& engine, Buttons buttons, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_buttons(buttons)
{
    m_buttons.cancel->setToolTip(tr("End the run at once; only its last checkpoint stays"));
    connect(m_buttons.pause, &QPushButton::clicked, this, &TrainingControls::holdOrProceed);
    connect(m_buttons.stop, &QPushButton::clicked, this, [this] {
        m_engine.stopTraining();
        refresh();
        Q_EMIT ending();
    });
    connect(m_buttons.cancel, &QPushButton::clicked, this, [this] {
        m_engine.cancelTraining();
        refresh();
        Q_EMIT ending();
    });
    connect(&engine, &EngineThread::trainingStarted, this, &TrainingControls::refresh);
    connect(&engine, &EngineThread::trainingStatusChanged, this, &TrainingControls::refresh);
    connect(&engine, &EngineThread::trainingEnded, this, &TrainingControls::refresh);
    connect(&engine, &EngineThread::sweepStarted, this, &TrainingControls::refresh);
    connect(&engine, &EngineThread::sweepEnded, this, &TrainingControls::refresh);
    refresh();
}

void TrainingControls::holdOrProceed()
{
    const auto& training = m_engine.training();
    if (training && training->status == TrainStatus::Paused)
        m_engine.proceedTraining();
    else
        m_engine.pauseTraining();
}

void TrainingControls::refresh()
{
    const auto& training = m_engine.training();
    const auto& sweep = m_engine.sweeping();
    const bool paused = training && training->status == TrainStatus::Paused;
    const bool ending = (training && training->ending) || (sweep && sweep->ending);
    for (QPushButton* const button : {m_buttons.pause, m_buttons.stop, m_buttons.cancel}) {
        button->setVisible(training.has_value());
        button->setEnabled(!ending);
    }
    m_buttons.stop->setVisible(training || sweep);
    m_buttons.cancel->setVisible(training && !sweep);
    m_buttons.stop->setText(sweep ? tr("Stop the sweep") : tr("Stop and keep"));
    m_buttons.stop->setToolTip(sweep
            ? tr("End the sweep now, its run with a checkpoint; it can go on from here")
            : tr("End the run now with a checkpoint; it can be resumed"));
    m_buttons.pause->setText(paused ? tr("Continue") : tr("Pause"));
    m_buttons.pause->setToolTip(
        paused ? tr("Go on training") : tr("Hold the run; nothing is lost"));
}

} // namespace interweave::ui
