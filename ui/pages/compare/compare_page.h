// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/compare_state.h"
#include "ui/pages/page.h"

#include <optional>

class QStackedWidget;

namespace interweave::ui {

class AnswerBoard;
class CheckpointChooser;
class ComparisonRunner;
class EmptyState;
class KeptMenu;
class PromptCard;
class PromptFile;
class RunChooser;
class Segmented;
struct PromptList;

/// Base, tuned and interwoven model answer the same prompt, or each of a list, side by side.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(Services& services, QWidget* parent = nullptr);

    /// Chooses the run; with a prompt, puts it into the field as the whole text to go on from; with
    /// now, asks at once. What is being answered is cancelled.
    void showRun(const QString& runId, const QString& prompt = {}, bool now = false);
    void activate() override;

private:
    enum Mode { OnePrompt, List };
    struct Wanted { // by showRun
        QString run;
        QString prompt;
        bool now = false;
    };

    void buildHeader();
    QWidget* buildContent();
    EmptyState* buildEmptyState();
    void connectRuns();
    void connectPrompts();
    void connectRunner();

    void showWanted();
    void showMode();
    CompareState state() const;
    void refresh();

    void runOrCancel();
    void run();
    void runEnded();

    void reopen(const ShownAnswer& kept);
    void showList(const PromptList& list);

    Segmented* m_mode;
    RunChooser* m_runs;
    CheckpointChooser* m_checkpoint;
    QPushButton* m_keptButton;
    QPushButton* m_exportButton;
    QPushButton* m_runButton;
    KeptMenu* m_kept;
    QStackedWidget* m_stack; // content, empty state
    PromptCard* m_prompt;
    PromptFile* m_file;
    AnswerBoard* m_board;
    ComparisonRunner* m_runner;

    std::optional<Wanted> m_wanted;
};

} // namespace interweave::ui
