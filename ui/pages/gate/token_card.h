// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"
#include "ui/widgets/card.h"

#include <array>

class QGridLayout;
class QTableView;

namespace interweave::ui {

class CandidateModel;
class LogitBar;

/// All that a trace says of one token: what each voice would have said, how far they are from the
/// mix, the gate, and who gave how much of the token's logit.
class TokenCard : public Card {
    Q_OBJECT

public:
    explicit TokenCard(QWidget* parent = nullptr);

    /// index: in the answer, from 0; locked: it stays while the pointer moves.
    void setToken(const TokenTrace& token, int index, bool locked);

protected:
    void changeEvent(QEvent* event) override;

private:
    QTableView* candidates();
    QLayout* figures();
    void colourHeadings();

    /// A row of the small table, a figure of each voice.
    struct VoiceFigures {
        QLabel* base;
        QLabel* tuned;
        QLabel* mix;
    };
    VoiceFigures addRow(QGridLayout& grid, const QString& name, const QString& meaning);

    CandidateModel* m_model;
    QTableView* m_table = nullptr;
    std::array<QLabel*, 3> m_headings{};
    VoiceFigures m_probability{};
    VoiceFigures m_divergence{};
    VoiceFigures m_entropy{};
    QLabel* m_gate;
    QLabel* m_logitTitle;
    LogitBar* m_logitBar;
    QLabel* m_logitText;
};

} // namespace interweave::ui
