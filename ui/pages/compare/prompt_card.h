// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "ui/models/prompt_list.h"

#include <QFrame>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace interweave::ui {

/// What is asked, a prompt or a list of them from a file, and how it is answered.
class PromptCard : public QFrame {
    Q_OBJECT

public:
    explicit PromptCard(QWidget* parent = nullptr);

    void setListShown(bool list);
    QString prompt() const;
    /// Can be undone in the field.
    void setPrompt(const QString& prompt);
    SamplingOptions sampling() const;
    void setSampling(const SamplingOptions& sampling);
    /// Whether the prompt is a message in the model's chat template.
    bool chat() const;
    void setChat(bool chat);
    /// Whether the answers are kept with the run.
    bool keep() const;
    /// reason: why they cannot be; empty: they can.
    void setKeepRefused(const QString& reason);
    /// Nothing is changed while the voices answer.
    void setBusy(bool busy);

    /// While the file is read.
    void showReading(const QString& fileName);
    void showList(const PromptList& list);
    void showNoList();

Q_SIGNALS:
    void changed();
    /// Ctrl+Enter in the prompt.
    void runRequested();
    void fileRequested();

private:
    QWidget* promptField();
    QWidget* fileField();
    QLayout* settings();

    QStackedWidget* m_asked;
    QPlainTextEdit* m_prompt;
    QPushButton* m_choose;
    QLabel* m_file;
    QLabel* m_badLines;
    QSpinBox* m_seed;
    QSpinBox* m_maxNew;
    QDoubleSpinBox* m_temperature;
    QCheckBox* m_stopAtNewline;
    QCheckBox* m_chat;
    QCheckBox* m_keep;
    bool m_keepWanted = false; // also while it is refused
};

} // namespace interweave::ui
