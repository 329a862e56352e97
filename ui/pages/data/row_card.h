// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "ui/widgets/card.h"

#include <vector>

class QPlainTextEdit;
class QSpinBox;

namespace interweave::ui {

class TokenView;

/// The file's first rows one by one: the record, the prompt it becomes, its tokens.
class RowCard : public Card {
    Q_OBJECT

public:
    explicit RowCard(QWidget* parent = nullptr);

    void showRows(const std::vector<ShownRow>& rows);

private:
    void showRow(int number); // from 1

    std::vector<ShownRow> m_rows;
    QSpinBox* m_number;
    QPlainTextEdit* m_record;
    QPlainTextEdit* m_prompt;
    TokenView* m_tokens;
    QLabel* m_summary;
};

} // namespace interweave::ui
