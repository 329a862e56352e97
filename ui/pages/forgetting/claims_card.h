// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"
#include "ui/widgets/card.h"

class QLabel;
class QTableView;

namespace interweave {

class ForgettingSummary;

/// What may be said of the runs, in sentences and in a small table.
class ClaimsCard : public Card {
    Q_OBJECT

public:
    explicit ClaimsCard(QWidget* parent = nullptr);

    void setView(ForgettingView view);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();
    void fitTable();

    ForgettingView m_view;
    ForgettingSummary* m_summary;
    QLabel* m_sentences;
    QTableView* m_table;
};

} // namespace interweave
