// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/card.h"

#include <QVector>

class QGridLayout;
class QLabel;

namespace interweave::ui {

/// One line of facts.
struct Fact {
    QString name;
    QString value;
    QString explanation; // tool tip
    bool strong = false;
};

/// Names at the left, figures at the right, and a line of words for what goes on or is missing.
class FactsCard : public Card {
    Q_OBJECT

public:
    explicit FactsCard(const QString& title, QWidget* parent = nullptr);

    void setFacts(const QVector<Fact>& facts);
    /// Below the facts; empty: none. isProblem: in the colour of what went wrong.
    void setRemark(const QString& text, bool isProblem = false);

private:
    void clear();

    QGridLayout* m_grid;
    QLabel* m_remark;
    QVector<QLabel*> m_labels;
};

} // namespace interweave::ui
