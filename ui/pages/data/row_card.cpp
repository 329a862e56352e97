// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/row_card.h"

#include "ui/models/data_words.h"
#include "ui/pages/data/token_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kRecordHeight = 76;

QPlainTextEdit* textView(const QString& name, const QString& title, QWidget* parent)
{
    auto* const view = new QPlainTextEdit(parent);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setObjectName(name);
    view->setAccessibleName(title);
    return view;
}

QVBoxLayout* titled(QLabel* title, QWidget* view)
{
    auto* const column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(view, 1);
    return column;
}

} // namespace

RowCard::RowCard(QWidget* parent)
    : Card(tr("Row by row"), parent)
    , m_number(new QSpinBox(this))
    , m_record(textView(QStringLiteral("dataRecord"), tr("Record"), this))
    , m_prompt(textView(QStringLiteral("dataRendered"), tr("Prompt"), this))
    , m_tokens(new TokenView(this))
    , m_summary(secondaryLabel({}, this))
{
    m_number->setObjectName(QStringLiteral("dataRow"));
    m_number->setAccessibleName(tr("Row"));
    m_number->setToolTip(tr("Which of the file's first rows is shown"));
    m_number->setPrefix(tr("Row "));
    addHeaderWidget(m_number);
    m_summary->setObjectName(QStringLiteral("dataTokenSummary"));
    m_record->setFixedHeight(kRecordHeight);
    addLayout(titled(secondaryLabel(tr("Record, as it was read"), this), m_record));
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addLayout(
        titled(secondaryLabel(tr("Prompt, as the tokenizer reads it"), this), m_prompt), 2);
    columns->addLayout(titled(m_summary, m_tokens), 3);
    addLayout(columns, 1);
    connect(m_number, &QSpinBox::valueChanged, this, &RowCard::showRow);
}

void RowCard::showRows(const std::vector<ShownRow>& rows)
{
    m_rows = rows;
    {
        const QSignalBlocker quiet(m_number);
        m_number->setRange(1, std::max(1, static_cast<int>(rows.size())));
        m_number->setSuffix(tr(" of the first %1").arg(rows.size()));
    }
    showRow(m_number->value());
}

void RowCard::showRow(int number)
{
    const auto index = static_cast<size_t>(number - 1);
    const ShownRow row = index < m_rows.size() ? m_rows[index] : ShownRow();
    setQualifier(row.line > 0 ? tr("line %1 of the file").arg(row.line) : QString());
    m_record->setPlainText(QString::fromStdString(row.record));
    m_prompt->setPlainText(row.prompt.empty() && row.line > 0
            ? tr("None: the text is learned as a whole.")
            : QString::fromStdString(row.prompt));
    m_tokens->showTokens(DataWords::tokens(row));
    m_summary->setText(DataWords::tokenSummary(row));
}

} // namespace interweave::ui
