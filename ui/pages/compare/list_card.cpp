// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/list_card.h"

#include "core/support/number_text.h"
#include "ui/models/answer_list_model.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QProgressBar>
#include <QTableView>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 30;
constexpr int kVerdictWidth = 96;

} // namespace

ListCard::ListCard(AnswerListModel& model, QWidget* parent)
    : Card(tr("Prompts and answers"), parent)
    , m_model(model)
    , m_progress(new QProgressBar(this))
    , m_table(new QTableView(this))
{
    m_progress->setObjectName(QStringLiteral("compareProgress"));
    m_progress->setAccessibleName(tr("Prompts answered"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_table->setObjectName(QStringLiteral("compareList"));
    m_table->setAccessibleName(tr("Prompts and answers"));
    m_table->setModel(&model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(AnswerListModel::Verdict, QHeaderView::Fixed);
    m_table->setColumnWidth(AnswerListModel::Verdict, kVerdictWidth);
    addWidget(m_progress);
    addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (current.isValid())
                Q_EMIT rowChosen(current.row());
        });
    refresh();
}

void ListCard::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    busy ? m_since.start() : m_since.invalidate();
    refresh();
}

void ListCard::refresh()
{
    const int rows = m_model.rowCount();
    m_progress->setRange(0, std::max(rows, 1));
    m_progress->setValue(m_model.answered());
    if (rows == 0) {
        setQualifier(tr("choose a file of prompts above"));
        return;
    }
    const auto count = [](int value) { return QString::fromStdString(formatCount(value)); };
    const QString answered = tr("%1 of %2 answered").arg(count(m_model.answered()), count(rows));
    if (m_model.answered() == 0) {
        setQualifier(answered);
        return;
    }
    const QString differing = tr("%1 · %2 differ").arg(answered, count(m_model.differing()));
    const double left = static_cast<double>(m_since.isValid() ? m_since.elapsed() : 0) / 1000.0
        * (rows - m_model.answered()) / m_model.answered();
    setQualifier(m_since.isValid()
            ? tr("%1 · %2 left").arg(differing, QString::fromStdString(formatDuration(left)))
            : differing);
}

void ListCard::choose(int row)
{
    m_table->selectRow(row);
}

int ListCard::chosen() const
{
    return m_table->currentIndex().row();
}

} // namespace interweave::ui
