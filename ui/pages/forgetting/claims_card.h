// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/widgets/card.h"

class QLabel;
class QScrollArea;
class QTableView;

namespace interweave::ui {

class ForgettingSummary;

/// What may be said of the runs, in sentences and in a small table.
class ClaimsCard : public Card {
    Q_OBJECT

public:
    explicit ClaimsCard(QWidget* parent = nullptr);

    void setView(ForgettingView view);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void write();
    void fitSentences();
    bool tableScrolls() const;
    void fitTable();

    ForgettingView m_view;
    ForgettingSummary* m_summary;
    QLabel* m_sentences;
    QScrollArea* m_scroll;
    QTableView* m_table;
};

} // namespace interweave::ui
