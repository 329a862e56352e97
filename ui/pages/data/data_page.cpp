// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/data_page.h"

#include "core/support/number_text.h"
#include "ui/models/data_words.h"
#include "ui/pages/data/findings_card.h"
#include "ui/pages/data/lengths_card.h"
#include "ui/pages/data/row_card.h"
#include "ui/pages/data/source_card.h"
#include "ui/widgets/card_column.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/facts_card.h"
#include "ui/widgets/notice.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

#include <memory>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kDebounceMs = 400;
constexpr int64_t kShownRows = 100;

QString droppedFile(const QMimeData& data)
{
    return data.urls().size() == 1 ? data.urls().front().toLocalFile() : QString();
}

} // namespace

DataPage::DataPage(Services& services, QWidget* parent)
    : Page(tr("Data"), services, parent)
    , m_source(new SourceCard(this))
    , m_facts(new FactsCard(tr("What training would read"), this))
    , m_row(new RowCard(this))
    , m_lengths(new LengthsCard(this))
    , m_findings(new FindingsCard(this))
    , m_stack(new QStackedWidget(this))
    , m_debounce(new QTimer(this))
{
    setAcceptDrops(true);
    m_facts->setObjectName(QStringLiteral("dataFacts"));
    m_stack->setObjectName(QStringLiteral("dataStack"));
    auto* const lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(m_lengths, 1);
    lower->addWidget(m_findings, 1);
    auto* const report = new QWidget(this);
    auto* const column = new QVBoxLayout(report);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_row, 3);
    column->addLayout(lower, 2);
    m_stack->addWidget(emptyState());
    m_stack->addWidget(report);
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(new CardColumn({m_source, m_facts}, this));
    columns->addWidget(m_stack, 1);
    body()->addLayout(columns, 1);
    QPushButton* const choose = addAction(tr("Choose a file…"), QStringLiteral("dataChoose"), true);
    connect(choose, &QPushButton::clicked, m_source, &SourceCard::askForFile);
    connect(m_source, &SourceCard::changed, this, &DataPage::formChanged);
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMs);
    connect(m_debounce, &QTimer::timeout, this, &DataPage::read);
}

QWidget* DataPage::emptyState()
{
    auto* const empty = new EmptyState(tr("No rows read yet"),
        tr("Drop a file of rows here, or choose one: JSON lines, JSON, CSV, TSV or text. What "
           "training would make of it will stand here: prompts, tokens, lengths, what is wrong "
           "with it, and which test rows it gives away."),
        this);
    connect(empty->addAction(tr("Choose a file…"), QStringLiteral("dataEmptyChoose")),
        &QPushButton::clicked, m_source, &SourceCard::askForFile);
    return empty;
}

void DataPage::useRecipe(const TrainRequest& recipe)
{
    m_source->setRecipe(recipe);
}

void DataPage::formChanged()
{
    services().engine.cancel(std::exchange(m_job, 0));
    notice().clear();
    if (const QString problem = m_source->form().problem(); !problem.isEmpty()) {
        m_debounce->stop();
        m_facts->setRemark(problem);
        return;
    }
    m_facts->setRemark(tr("Reading…"));
    m_debounce->start();
}

void DataPage::read()
{
    const auto job = std::make_shared<JobId>(0);
    m_job = *job = services().engine.ask(
        this,
        [request = m_source->form().request(kShownRows)](Engine& engine, std::stop_token stop) {
            return engine.reportData(request, std::move(stop));
        },
        [this, job](const Outcome<DataReport>& outcome) {
            if (*job == m_job)
                take(outcome);
        });
}

void DataPage::take(const Outcome<DataReport>& outcome)
{
    if (!outcome) {
        m_facts->setFacts({});
        m_facts->setRemark({});
        setSubtitle({});
        m_stack->setCurrentIndex(0);
        showFailure(outcome.failure());
        return;
    }
    const DataReport& report = outcome.value();
    QVector<Fact> facts;
    for (const DataFact& fact : DataWords::facts(report))
        facts.push_back({fact.name, fact.value, fact.explanation, fact.warns});
    m_facts->setFacts(facts);
    m_facts->setRemark({});
    setSubtitle(QString::fromStdString(report.file));
    m_row->showRows(report.shown);
    m_lengths->showReport(report);
    m_findings->showReport(report);
    m_stack->setCurrentIndex(1);
}

void DataPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (QFileInfo(droppedFile(*event->mimeData())).isFile())
        event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent* event)
{
    m_source->setFile(droppedFile(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace interweave::ui
