// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/findings_card.h"

#include "ui/widgets/segmented.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>

namespace interweave::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kLineWidth = 72;

} // namespace

FindingsCard::FindingsCard(QWidget* parent)
    : Card(tr("Findings"), parent)
    , m_parts(new Segmented({tr("Lines"), tr("Test rows")}, this))
    , m_stack(new QStackedWidget(this))
{
    m_parts->setObjectName(QStringLiteral("dataFindings"));
    m_parts->setAccessibleName(tr("Findings in the file, or of test rows"));
    addHeaderWidget(m_parts);
    m_stack->addWidget(tableOf(m_lines, QStringLiteral("dataLines"), m_noLines));
    m_stack->addWidget(tableOf(m_leaks, QStringLiteral("dataLeaks"), m_noLeaks));
    addWidget(m_stack, 1);
    connect(m_parts, &Segmented::picked, this, &FindingsCard::choose);
}

FindingsCard::~FindingsCard()
{
    delete m_stack; // before the models that it shows
}

/// A table, or words where it is empty.
QWidget* FindingsCard::tableOf(FindingModel& model, const QString& name, QLabel*& nothing)
{
    auto* const table = new QTableView(this);
    table->setObjectName(name);
    table->setAccessibleName(tr("Lines and what is found there"));
    table->setModel(&model);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setColumnWidth(FindingModel::Line, kLineWidth);
    table->horizontalHeader()->setSectionResizeMode(FindingModel::What, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(FindingModel::Text, QHeaderView::Stretch);
    table->setColumnHidden(FindingModel::Text, &model == &m_lines);
    nothing = secondaryLabel({}, this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    auto* const either = new QStackedWidget(this);
    either->addWidget(table);
    either->addWidget(nothing);
    return either;
}

void FindingsCard::showReport(const DataReport& report)
{
    m_lines.show(DataWords::findings(report));
    m_leaks.show(DataWords::leaks(report));
    m_noLines->setText(tr("No bad line, and no row that says again what another says."));
    m_noLeaks->setText(report.leakage.empty()
            ? tr("Choose a test set or a suite under “Held against” to see which of its rows the "
                 "training data gives away.")
            : tr("The training data gives none of the test rows away."));
    m_qualifiers[0] = DataWords::findingsLeftOut(report);
    m_qualifiers[1] = DataWords::leakSummary(report);
    for (const auto& [part, model] : {std::pair{0, &m_lines}, std::pair{1, &m_leaks}})
        qobject_cast<QStackedWidget*>(m_stack->widget(part))
            ->setCurrentIndex(model->rowCount() == 0 ? 1 : 0);
    choose(m_parts->chosen());
}

void FindingsCard::choose(int part)
{
    m_stack->setCurrentIndex(part);
    setQualifier(m_qualifiers[part]);
}

} // namespace interweave::ui
