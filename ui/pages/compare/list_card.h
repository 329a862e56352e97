// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/card.h"

#include <QElapsedTimer>

class QProgressBar;
class QTableView;

namespace interweave::ui {

class AnswerListModel;

/// The prompts of a list and their answers; the chosen row is shown above.
class ListCard : public Card {
    Q_OBJECT

public:
    explicit ListCard(AnswerListModel& model, QWidget* parent = nullptr);

    void setBusy(bool busy);
    /// Says how far it is.
    void refresh();
    void choose(int row);
    int chosen() const;

Q_SIGNALS:
    void rowChosen(int row);

private:
    AnswerListModel& m_model;
    QProgressBar* m_progress;
    QTableView* m_table;
    QElapsedTimer m_since; // runs while it is busy
};

} // namespace interweave::ui
