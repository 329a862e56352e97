// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparable_runs.h"
#include "ui/models/comparison_text.h"
#include "ui/pages/compare/export_menu.h"
#include "ui/pages/page.h"

#include <optional>

class QStackedWidget;

namespace interweave::ui {

class AnswerListModel;
class AnswerRow;
class ComparisonRunner;
class EmptyState;
class KeptMenu;
class ListCard;
class PartingCard;
class PromptCard;
class RunChooser;
class Segmented;
struct PromptList;

/// Base, tuned and interwoven model answer the same prompt, or each of a list, side by side.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(Services& services, QWidget* parent = nullptr);

    /// Chooses the run; with a prompt, puts it into the field; with now, asks at once. What is
    /// being answered is cancelled.
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
    void connectRunner();

    void loadRuns();
    void showRuns(const std::vector<StoredRun>& runs);
    void showWanted();
    void showMode();
    void refresh();
    QString subtitle() const;
    QString whyNotRun() const;
    /// What has to happen before this prompt is answered; asked before it is queued.
    QString waitingText(int prompt) const;

    void runOrCancel();
    void run();
    void promptBegan(int prompt);
    void promptAnswered(int prompt, const ShownAnswer& answer);
    void promptFailed(int prompt, const Failure& failure);
    void runEnded();

    void showAnswer(const ShownAnswer& answer);
    void showNothing(const QString& why);
    void showRow(int row);
    void reopen(const ShownAnswer& kept);
    void chooseFile();
    void readList(const QString& path);
    void showList(const PromptList& list);
    ExportMenu::Content exported() const;

    Segmented* m_mode;
    RunChooser* m_runs;
    QPushButton* m_keptButton;
    QPushButton* m_exportButton;
    QPushButton* m_runButton;
    KeptMenu* m_kept;
    QStackedWidget* m_stack; // content, empty state
    PromptCard* m_prompt;
    AnswerRow* m_answers;
    QStackedWidget* m_below; // where they part, the list
    PartingCard* m_parting;
    AnswerListModel* m_list;
    ListCard* m_listCard;
    ComparisonRunner* m_runner;

    std::optional<Wanted> m_wanted;
    ShownAnswer m_shown; // in the panes; null: nothing finished
    ShownAnswer m_single; // the newest of one prompt, shown again when the list is left
    QString m_waiting; // for what, as long as nothing streams
    Failure m_failure; // the newest of this run
    int m_failures = 0;
    int m_asked = -1; // the row that is answered
    bool m_known = false; // whether there are runs is known
    int m_load = 0; // the newest request for the runs
    int m_reading = 0; // and for a file
};

} // namespace interweave::ui
