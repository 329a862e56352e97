// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/models/comparison_text.h"

#include <QWidget>

#include <map>

namespace interweave::ui {

class AnswerPane;

/// The three voices' answers side by side.
class AnswerRow : public QWidget {
    Q_OBJECT

public:
    explicit AnswerRow(QWidget* parent = nullptr);

    /// Empty; with a word on what is waited for.
    void clear(const QString& waitingFor = {});
    void append(const std::vector<EngineThread::StreamedToken>& tokens);
    void showComparison(const Comparison& comparison);
    /// A word in the place of text that is not there.
    void say(const QString& text);

private:
    std::map<Branch, AnswerPane*> m_panes;
};

} // namespace interweave::ui
