// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/token_card.h"

#include "ui/models/candidate_model.h"
#include "ui/models/token_measures.h"
#include "ui/models/trace_text.h"
#include "ui/pages/gate/candidate_delegate.h"
#include "ui/pages/gate/logit_bar.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 24;
constexpr int kTitleCharacters = 18;

} // namespace

TokenCard::TokenCard(QWidget* parent)
    : Card(tr("Token"), parent)
    , m_model(new CandidateModel(this))
    , m_gate(new QLabel(this))
    , m_logitTitle(secondaryLabel({}, this))
    , m_logitBar(new LogitBar(this))
    , m_logitText(secondaryLabel({}, this))
{
    setQualifier(tr("point at a token"));
    m_table = candidates();
    addWidget(m_table, 100);
    addLayout(figures());
    m_gate->setObjectName(QStringLiteral("gateTokenGate"));
    m_gate->setToolTip(tr("The gate over the hidden dimensions: mean ± standard deviation, and its "
                          "smallest and largest value"));
    m_logitBar->setObjectName(QStringLiteral("gateTokenLogit"));
    m_logitText->setObjectName(QStringLiteral("gateTokenLogitText"));
    m_logitText->setWordWrap(true);
    addWidget(m_gate);
    addWidget(m_logitTitle);
    addWidget(m_logitBar);
    addWidget(m_logitText);
    body()->addStretch(1); // what the table does not need
    m_logitTitle->setText(tr("Its logit, split exactly"));
}

QTableView* TokenCard::candidates()
{
    auto* const table = new QTableView(this);
    table->setObjectName(QStringLiteral("gateCandidates"));
    table->setAccessibleName(tr("Likeliest tokens of base, tuned and mix"));
    table->setModel(m_model);
    table->setItemDelegate(new CandidateDelegate(table));
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::NoFocus);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSectionsClickable(false);
    table->setMinimumHeight(4 * kRowHeight);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

QLayout* TokenCard::figures()
{
    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    const std::array names{tr("base"), tr("tuned"), tr("mix")};
    for (size_t i = 0; i < names.size(); ++i) {
        m_headings[i] = new QLabel(names[i], this);
        m_headings[i]->setAlignment(Qt::AlignRight);
        grid->addWidget(m_headings[i], 0, static_cast<int>(i) + 1);
        grid->setColumnMinimumWidth(static_cast<int>(i) + 1, 48);
    }
    colourHeadings();
    m_probability
        = addRow(*grid, tr("This token"), tr("How likely each held the token that stands there"));
    m_divergence
        = addRow(*grid, tr("KL to mix, nats"), tr("How far the mix is from what each would say"));
    m_entropy = addRow(*grid, tr("Entropy, nats"), tr("How unsure the mix is"));
    m_probability.base->setObjectName(QStringLiteral("gateTokenProbabilityBase"));
    m_divergence.base->setObjectName(QStringLiteral("gateTokenKlBase"));
    m_divergence.tuned->setObjectName(QStringLiteral("gateTokenKlTuned"));
    m_entropy.mix->setObjectName(QStringLiteral("gateTokenEntropy"));
    return grid;
}

TokenCard::VoiceFigures TokenCard::addRow(
    QGridLayout& grid, const QString& name, const QString& meaning)
{
    const int row = grid.rowCount();
    QLabel* const heading = secondaryLabel(name, this);
    heading->setToolTip(meaning);
    grid.addWidget(heading, row, 0);
    const auto cell = [&](int column) {
        auto* const label = new QLabel(this);
        label->setAlignment(Qt::AlignRight);
        grid.addWidget(label, row, column);
        return label;
    };
    return {cell(1), cell(2), cell(3)};
}

void TokenCard::setToken(const TokenTrace& token, int index, bool locked)
{
    setTitle(locked ? tr("Token %1, locked").arg(index + 1) : tr("Token %1").arg(index + 1));
    setQualifier(quotedToken(token.token.text, kTitleCharacters));
    m_model->setToken(token);
    m_table->setMaximumHeight(
        m_table->horizontalHeader()->sizeHint().height() + (m_model->rowCount() + 1) * kRowHeight);
    m_probability.base->setText(shareFigure(token.base.chosenProbability));
    m_probability.tuned->setText(shareFigure(token.tuned.chosenProbability));
    m_probability.mix->setText(shareFigure(token.interwoven.chosenProbability));
    m_divergence.base->setText(traceFigure(token.klBase));
    m_divergence.tuned->setText(traceFigure(token.klTuned));
    m_entropy.mix->setText(traceFigure(token.entropy));
    m_gate->setText(tr("Base share %1 ± %2, from %3 to %4")
                        .arg(shareFigure(token.gateMean), shareFigure(token.gateStd),
                            shareFigure(token.gateMin), shareFigure(token.gateMax)));

    const LogitSplit split = logitSplit(token);
    m_logitBar->setSplit(split);
    QString text
        = tr("%1 = base %2 + tuned %3")
              .arg(traceFigure(token.logit), traceFigure(split.base), traceFigure(split.tuned));
    if (split.restMatters())
        text += tr(" + rest %1").arg(traceFigure(split.rest));
    m_logitText->setText(text);
    m_logitText->setToolTip(
        tr("What each memory adds to the token's logit; the rest is the head's bias and rounding"));
}

void TokenCard::colourHeadings()
{
    const std::array ink{colours().base, colours().tuned, colours().interwoven};
    for (size_t i = 0; i < ink.size(); ++i) {
        QPalette palette = m_headings[i]->palette();
        if (palette.color(QPalette::WindowText) == ink[i])
            continue; // setting it is a palette change, too
        palette.setColor(QPalette::WindowText, ink[i]);
        m_headings[i]->setPalette(palette);
    }
}

void TokenCard::changeEvent(QEvent* event)
{
    Card::changeEvent(event);
    if (isThemeChange(*event) && m_headings[0])
        colourHeadings();
}

} // namespace interweave::ui
