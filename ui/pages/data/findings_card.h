// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/finding_model.h"
#include "ui/widgets/card.h"

class QStackedWidget;
class QTableView;

namespace interweave::ui {

class Segmented;

/// What is wrong with lines of the file, and which test rows it gives away.
class FindingsCard : public Card {
    Q_OBJECT

public:
    explicit FindingsCard(QWidget* parent = nullptr);
    ~FindingsCard() override;

    void showReport(const DataReport& report);

private:
    QWidget* tableOf(FindingModel& model, const QString& name, QLabel*& nothing);
    void choose(int part);

    FindingModel m_lines;
    FindingModel m_leaks;
    Segmented* m_parts;
    QStackedWidget* m_stack;
    QLabel* m_noLines = nullptr;
    QLabel* m_noLeaks = nullptr;
    QString m_qualifiers[2];
};

} // namespace interweave::ui
