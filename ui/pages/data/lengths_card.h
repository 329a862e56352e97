// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "ui/widgets/card.h"

namespace interweave::ui {

class Histogram;

/// How long prompts and answers are, in tokens.
class LengthsCard : public Card {
    Q_OBJECT

public:
    explicit LengthsCard(QWidget* parent = nullptr);

    void showReport(const DataReport& report);

private:
    Histogram* m_prompts;
    Histogram* m_answers;
    QLabel* m_promptText;
    QLabel* m_answerText;
};

} // namespace interweave::ui
