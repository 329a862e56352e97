// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/watched_rows.h"
#include "ui/widgets/card.h"

class QGridLayout;
class QLabel;

namespace interweave::ui {

/// What the run keeps of each watched task.
class WatchedCard : public Card {
    Q_OBJECT

public:
    explicit WatchedCard(QWidget* parent = nullptr);

    void showScores(const WatchedScores& scores);
    /// Nothing has been measured yet.
    void showNone();

private:
    void setRows(const QVector<WatchedRow>& rows);
    QLabel* cell(const QString& text, int row, int column);

    QGridLayout* m_grid;
    QLabel* m_remark;
    QVector<QLabel*> m_cells;
};

} // namespace interweave::ui
