// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"

#include <QObject>

class QPushButton;

namespace interweave::ui {

/// What the buttons that hold, stop and cancel the training do and say; they are seen while one
/// runs.
class TrainingControls : public QObject {
    Q_OBJECT

public:
    struct Buttons {
        QPushButton* pause;
        QPushButton* stop;
        QPushButton* cancel;
    };

    TrainingControls(EngineThread& engine, Buttons buttons, QObject* parent);

Q_SIGNALS:
    /// The training was told to end.
    void ending();

private:
    void holdOrProceed();
    void refresh();

    EngineThread& m_engine;
    Buttons m_buttons;
};

} // namespace interweave::ui
