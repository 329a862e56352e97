// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"

#include <QObject>

class QMenu;
class QPushButton;

namespace interweave::ui {

/// "2 waiting": the runs and sweeps that start after what is at work, each of which can be taken
/// out. Seen while there are some.
class WaitingButton : public QObject {
    Q_OBJECT

public:
    WaitingButton(EngineThread& engine, QPushButton* button, QObject* parent);

private:
    void refresh();

    EngineThread& m_engine;
    QPushButton* m_button;
    QMenu* m_menu;
};

/// What a job that waits is called.
QString nameOf(const WaitingJob& job);

} // namespace interweave::ui
