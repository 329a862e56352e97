// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_runs_card.h"

#include "core/api/recipe_preview.h"
#include "ui/pages/train/sweep_table.h"
#include "ui/widgets/icon.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kLeastRows = 5;
constexpr int kMostRows = 14;

} // namespace

SweepRunsCard::SweepRunsCard(Services& services, QWidget* parent)
    : Card({}, parent)
    , m_services(services)
    , m_table(
          new SweepTable(m_model, {SweepRunModel::Run, SweepRunModel::State, SweepRunModel::Figure},
              SweepRunModel::Run, this))
    , m_bar(new QProgressBar(this))
    , m_command(new QLineEdit(this))
    , m_close(new QToolButton(this))
{
    m_close->setObjectName(QStringLiteral("sweepHide"));
    m_close->setProperty("role", QStringLiteral("icon"));
    m_close->setIcon(lineIcon(QStringLiteral("close")));
    m_close->setToolTip(tr("Back to single runs; a sweep that is at work goes on"));
    m_close->setAccessibleName(tr("Close"));
    addHeaderWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &SweepRunsCard::closeRequested);
    m_table->setObjectName(QStringLiteral("sweepRuns"));
    addWidget(m_table, 1);
    connect(m_table, &SweepTable::runRequested, this, &SweepRunsCard::runRequested);
    m_bar->setObjectName(QStringLiteral("sweepBar"));
    m_bar->setAccessibleName(tr("Runs of the sweep that are done"));
    m_bar->setTextVisible(false);
    addWidget(m_bar);
    addLayout(commandRow());
    addLayout(buttonRow());
    showState(false);
}

QLayout* SweepRunsCard::commandRow()
{
    m_command->setObjectName(QStringLiteral("sweepCommand"));
    m_command->setAccessibleName(tr("The command that goes on with this sweep"));
    m_command->setReadOnly(true);
    auto* const copies = new QToolButton(this);
    copies->setObjectName(QStringLiteral("sweepCopy"));
    copies->setProperty("role", QStringLiteral("icon"));
    copies->setIcon(lineIcon(QStringLiteral("copy")));
    copies->setToolTip(tr("Copy the command: it does the same, and goes on where this is"));
    copies->setAccessibleName(tr("Copy the command"));
    connect(copies, &QToolButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_command->text());
        m_services.toast(tr("Copied"), {}, {});
    });
    auto* const row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_command, 1);
    row->addWidget(copies);
    return row;
}

QLayout* SweepRunsCard::buttonRow()
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](const QString& text, const char* name, const QString& toolTip) {
        auto* const button = new QPushButton(text, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(toolTip);
        row->addWidget(button);
        return button;
    };
    m_report = add(
        tr("Report"), "sweepReport", tr("What the runs say together, as a page or as Markdown"));
    m_forgetting = add(tr("Forgetting"), "sweepForgetting", tr("Its measured runs side by side"));
    m_runs = add(tr("Runs"), "sweepOnRuns", tr("Its runs on the Runs page"));
    row->addStretch(1);
    m_new = add(tr("New"), "sweepNew", tr("Write another sweep"));
    connect(m_report, &QPushButton::clicked, this, &SweepRunsCard::reportRequested);
    connect(m_forgetting, &QPushButton::clicked, this, &SweepRunsCard::forgettingRequested);
    connect(m_runs, &QPushButton::clicked, this, &SweepRunsCard::runsRequested);
    connect(m_new, &QPushButton::clicked, this, &SweepRunsCard::newRequested);
    return row;
}

void SweepRunsCard::setSweep(const QString& name, const QString& file)
{
    setTitle(name);
    m_command->setText(QString::fromStdString(sweepCommand(file.toStdString())));
    m_command->setCursorPosition(0);
    m_command->setToolTip(m_command->text());
}

void SweepRunsCard::follow(const SweepProgress& progress)
{
    m_model.setProgress(progress);
    m_table->scrollTo(m_model.index(static_cast<int>(progress.run), 0));
}

void SweepRunsCard::showState(bool goesOn)
{
    const int all = m_model.rowCount();
    const int done = m_model.done();
    setQualifier(all == 0 ? QString() : tr("%1 of %2 done").arg(done).arg(all));
    m_bar->setVisible(goesOn || done > 0);
    m_bar->setRange(0, std::max(1, all));
    m_bar->setValue(done);
    m_report->setEnabled(done > 0);
    m_forgetting->setEnabled(done > 0);
    m_runs->setEnabled(!m_model.runIds().isEmpty() || done > 0);
    m_new->setEnabled(!goesOn);
    const int rows = std::clamp(all, kLeastRows, kMostRows);
    m_table->setFixedHeight(
        m_table->horizontalHeader()->sizeHint().height() + rows * SweepTable::kRowHeight);
}

} // namespace interweave::ui
