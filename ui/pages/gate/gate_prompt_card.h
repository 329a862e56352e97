// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/requests.h"
#include "core/api/run.h"
#include "ui/models/gate_runs.h"
#include "ui/widgets/card.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace interweave::ui {

class CheckpointChooser;
struct Services;

/// Which run is asked, and what.
class GatePromptCard : public Card {
    Q_OBJECT

public:
    explicit GatePromptCard(Services& services, QWidget* parent = nullptr);

    /// The chosen run stays chosen where it is still there.
    void setRuns(std::vector<GateRun> runs);
    /// False where there is no such run.
    bool chooseRun(const QString& id);
    std::optional<GateRun> run() const;
    /// Of the chosen run, anew.
    void loadCheckpoints();
    /// The chosen one; absent: the run as it is.
    std::optional<RunCheckpoint> checkpoint() const;
    /// answer: what is looked at; empty: what the model answers.
    void setPrompt(const QString& prompt, const QString& answer = {});
    /// Absent while there is nothing to ask or nobody to be asked.
    std::optional<TraceRequest> request() const;

Q_SIGNALS:
    void changed();
    void runChosen(); // another run, or none
    void generateRequested(); // by the keyboard

private:
    QLayout* settings();
    void addShortcuts();
    void takeRun();
    void updateKeep();

    std::vector<GateRun> m_runs;
    QComboBox* m_run;
    CheckpointChooser* m_checkpoint;
    QPlainTextEdit* m_prompt;
    QLineEdit* m_answer;
    QSpinBox* m_newTokens;
    QCheckBox* m_stopAtNewline;
    QCheckBox* m_chat;
    QCheckBox* m_keep;
};

} // namespace interweave::ui
