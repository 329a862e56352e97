// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compare.h"
#include "ui/widgets/card.h"

class QLabel;
class QStackedWidget;
class QTableView;

namespace interweave::ui {

class PartingModel;

/// "Where they part": token by token, where the three answers are not the same.
class PartingCard : public Card {
    Q_OBJECT

public:
    explicit PartingCard(QWidget* parent = nullptr);

    void showComparison(const Comparison& comparison);
    void clear();

private:
    void showRowsOr(const QString& text);

    PartingModel* m_model;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QLabel* m_nothing;
};

} // namespace interweave::ui
