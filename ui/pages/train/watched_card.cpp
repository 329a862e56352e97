// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/watched_card.h"

#include <QGridLayout>
#include <QLabel>

namespace interweave::ui {

WatchedCard::WatchedCard(QWidget* parent)
    : Card(tr("Watched while training"), parent)
    , m_grid(new QGridLayout)
    , m_remark(
          secondaryLabel(tr("A watched suite shows here what the run keeps of each task."), this))
{
    setObjectName(QStringLiteral("watchedCard"));
    m_grid->setVerticalSpacing(4);
    m_grid->setHorizontalSpacing(12);
    m_grid->setColumnStretch(0, 1);
    m_remark->setWordWrap(true);
    addLayout(m_grid);
    addWidget(m_remark);
}

QLabel* WatchedCard::cell(const QString& text, int row, int column)
{
    auto* const label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    if (column > 0)
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(label, row, column);
    m_cells << label;
    return label;
}

void WatchedCard::showScores(const WatchedScores& scores)
{
    setRows(watchedRows(scores));
    setQualifier(
        scores.step == 0 ? tr("base") : tr("step %1").arg(static_cast<qint64>(scores.step)));
}

void WatchedCard::showNone()
{
    setRows({});
    setQualifier({});
    m_remark->show();
}

void WatchedCard::setRows(const QVector<WatchedRow>& rows)
{
    for (QLabel* const label : m_cells)
        delete label;
    m_cells.clear();
    if (rows.isEmpty())
        return;
    m_remark->hide();
    int column = 0;
    for (const QString& heading : {tr("Task"), tr("base"), tr("now"), tr("kept")})
        setRole(*cell(heading, 0, column++), "role", QStringLiteral("secondary"));
    for (int i = 0; i < rows.size(); ++i) {
        const WatchedRow& row = rows[i];
        QLabel* const task = cell(row.task, i + 1, 0);
        task->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        cell(row.base, i + 1, 1);
        cell(row.now, i + 1, 2);
        QLabel* const kept = cell(row.kept, i + 1, 3);
        kept->setObjectName(QStringLiteral("kept:") + row.task);
        if (row.change != WatchedRow::Change::None)
            setRole(*kept, "role",
                row.change == WatchedRow::Change::Better ? QStringLiteral("better")
                                                         : QStringLiteral("worse"));
        for (int c = 0; c < 4; ++c)
            m_cells[m_cells.size() - 4 + c]->setToolTip(row.explanation);
    }
}

} // namespace interweave::ui
