// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/demonstration.h"
#include "ui/jobs/engine_thread.h"
#include "ui/jobs/library_thread.h"

#include <QObject>
#include <QStringList>

namespace interweave::ui {

/// The demonstration: unpacks the embedded default, trains it with LoRA and with IMSM, one after
/// the other. One at a time.
class DemonstrationJob : public QObject {
    Q_OBJECT

public:
    DemonstrationJob(EngineThread& engine, LibraryThread& library, QObject* parent = nullptr);

    void start();
    bool running() const { return m_running; }

Q_SIGNALS:
    /// Plain LoRA's run, then the siamese one's.
    void finished(const QString& lora, const QString& imsm);
    void failed(const interweave::ui::Failure& failure);

private:
    void train(const Demonstration& files);
    void loraEnded(const Outcome<TrainResult>& outcome);
    void imsmEnded(const Outcome<TrainResult>& outcome);
    void end(const Failure& failure);

    EngineThread& m_engine;
    LibraryThread& m_library;
    bool m_running = false;
    JobId m_second = 0; // the training that waits for the first
    QString m_lora;
};

} // namespace interweave::ui
