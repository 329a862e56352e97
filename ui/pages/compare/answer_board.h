// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/models/comparison_text.h"

#include <QWidget>

class QStackedWidget;

namespace interweave::ui {

class AnswerListModel;
class AnswerRow;
class ListCard;
class PartingCard;

/// The answers to one prompt, or to each of a list, with where they part or the list below them.
/// What was answered to either stays while the other is shown.
class AnswerBoard : public QWidget {
    Q_OBJECT

public:
    explicit AnswerBoard(QWidget* parent = nullptr);

    void setListShown(bool list);
    /// Of the list; none is answered.
    void setPrompts(const QStringList& prompts);
    const QStringList& prompts() const;
    /// To one prompt, in the place of what was answered last; seen when that is shown.
    void setSingle(const ShownAnswer& answer);

    /// The prompt, or the prompts of the list, will be answered anew.
    void begin();
    /// waiting: for what, as long as nothing streams.
    void beginPrompt(int prompt, const QString& waiting);
    void append(const std::vector<EngineThread::StreamedToken>& tokens);
    void setAnswer(int prompt, const ShownAnswer& answer);
    void setFailure(int prompt, const QString& reason);
    void end(bool cancelled);

    /// The prompt of the list that is answered; −1: none.
    int answering() const { return m_answering; }
    /// In the panes; null: nothing finished.
    const ShownAnswer& shown() const { return m_shown; }
    /// To the one prompt, or to the list; answered: how many.
    ShownAnswers answers() const;
    int answered() const;

Q_SIGNALS:
    /// Another answer is shown, or none.
    void shownChanged();

private:
    void showAnswer(const ShownAnswer& answer);
    void showNothing(const QString& why);
    void showRow(int row);

    AnswerRow* m_panes;
    QStackedWidget* m_below; // where they part, the list
    PartingCard* m_parting;
    AnswerListModel* m_list;
    ListCard* m_listCard;

    bool m_listShown = false;
    ShownAnswer m_shown;
    ShownAnswer m_single; // the newest of one prompt
    QString m_waiting;
    int m_answering = -1;
};

} // namespace interweave::ui
