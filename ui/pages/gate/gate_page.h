// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"
#include "ui/models/gate_runs.h"
#include "ui/pages/page.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

class QLabel;
class QStackedWidget;

namespace interweave::ui {

class AnswerCard;
class Histogram;
class GatePromptCard;
class TokenCard;
class TraceCharts;
class TraceMenu;

/// How an answer came about: which memory speaks at each token, and what each would have said.
class GatePage : public Page {
    Q_OBJECT

public:
    explicit GatePage(Services& services, QWidget* parent = nullptr);

    void activate() override;
    /// Chooses a run, the one under training included, with a prompt in the place of what is
    /// written unless it is empty; generateNow: and traces `answer`, or where that is empty its
    /// own.
    void showRun(const QString& runId, const QString& prompt = {}, bool generateNow = false,
        const QString& answer = {});
    /// Shows what was traced elsewhere or earlier; what is being generated is given up.
    void showTrace(Trace trace, const QString& subtitle, const QString& prompt);

private:
    struct Wanted { // of showRun, until the list of runs is there
        QString run;
        bool generate = false;
    };

    QWidget* content();
    QWidget* detailColumn();
    QWidget* emptyState();
    void addActions();

    void refreshRuns();
    void setRuns(std::vector<GateRun> runs);
    void refreshCheckpoints();
    bool serveWanted();

    void generate();
    void abandon();
    void updateActions();
    void updateBusy();
    void openStored();

    void showShared(std::shared_ptr<const Trace> trace, const QString& subtitle);
    void showToken(int token);
    void updateProof();

    std::optional<Wanted> m_wanted;
    quint64 m_refreshes = 0; // of the list of runs
    std::shared_ptr<const Trace> m_trace;
    int m_token = -1; // whose details are shown
    JobId m_job = 0; // the trace that is waited for
    quint64 m_asked = 0; // counts what is asked: an older reply is out of date
    QElapsedTimer m_since;
    QElapsedTimer m_checkpointsAge;
    QTimer m_tick;

    QPushButton* m_open = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_generate = nullptr;
    TraceMenu* m_menu = nullptr;
    QStackedWidget* m_stack;
    QWidget* m_content = nullptr;
    QWidget* m_empty = nullptr;
    GatePromptCard* m_prompt = nullptr;
    AnswerCard* m_answer = nullptr;
    TraceCharts* m_charts = nullptr;
    TokenCard* m_tokenCard = nullptr;
    Histogram* m_shares = nullptr;
    QLabel* m_proof = nullptr;
};

} // namespace interweave::ui
