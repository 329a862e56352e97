// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"
#include "ui/jobs/outcome.h"

#include <QMenu>

#include <functional>
#include <memory>

namespace interweave::ui {

class AnswerCard;
struct Services;

/// Writes the trace that is shown: its figures, or the coloured text as a picture. Files are
/// written on the library's thread.
class TraceMenu : public QMenu {
    Q_OBJECT

public:
    TraceMenu(Services& services, const AnswerCard& answer, QWidget* parent);

    void setTrace(std::shared_ptr<const Trace> trace);

    void writeCsv(const QString& file);
    void writePicture(const QString& file);

Q_SIGNALS:
    void failed(const interweave::ui::Failure& failure);

private:
    void askForFile(const QString& suffix, const QString& filter,
        std::function<void(const QString& file)> write);
    void write(const QString& file, std::function<QByteArray()> bytesOf);

    Services& m_services;
    const AnswerCard& m_answer;
    std::shared_ptr<const Trace> m_trace;
};

} // namespace interweave::ui
