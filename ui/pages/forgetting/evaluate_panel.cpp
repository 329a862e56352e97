// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/evaluate_panel.h"

#include "ui/pages/forgetting/evaluation_runner.h"
#include "ui/widgets/notice.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>

#include <algorithm>
#include <ranges>

namespace interweave::ui {

namespace {

enum Branches { Every, BaseOnly, TunedOnly, InterwovenOnly };

constexpr int kMostRows = 1'000'000;

} // namespace

EvaluatePanel::EvaluatePanel(Services& services, QWidget* parent)
    : Card(tr("Evaluate a run"), parent)
    , m_services(services)
    , m_run(new QComboBox(this))
    , m_suite(new QComboBox(this))
    , m_browse(new QPushButton(tr("Browse…"), this))
    , m_branches(new QComboBox(this))
    , m_limit(new QSpinBox(this))
    , m_hint(secondaryLabel({}, this))
    , m_start(new QPushButton(tr("Start"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_runner(new EvaluationRunner(services.engine, this))
    , m_notice(new Notice(this))
{
    buildForm();
    buildButtons();
    m_notice->setObjectName(QStringLiteral("evaluateNotice"));
    addWidget(m_runner);
    addWidget(m_notice);
    body()->addStretch(1);
    connect(m_run, &QComboBox::currentIndexChanged, this, &EvaluatePanel::runChanged);
    connect(m_suite, &QComboBox::editTextChanged, this, &EvaluatePanel::updateState);
    connect(m_browse, &QPushButton::clicked, this, &EvaluatePanel::browse);
    connect(m_start, &QPushButton::clicked, this, &EvaluatePanel::start);
    connect(m_runner, &EvaluationRunner::ended, this, &EvaluatePanel::end);
    connect(m_close, &QPushButton::clicked, this, &EvaluatePanel::closeRequested);
    connect(&m_services.engine, &EngineThread::trainingStarted, this, &EvaluatePanel::updateState);
    connect(&m_services.engine, &EngineThread::trainingEnded, this, [this] { updateState(); });
    updateState();
}

void EvaluatePanel::buildForm()
{
    m_run->setObjectName(QStringLiteral("evaluateRun"));
    m_run->setToolTip(tr("The run whose answers are scored"));
    m_branches->setObjectName(QStringLiteral("evaluateBranches"));
    m_branches->setToolTip(tr("What is kept and lost needs the base and the run on the same rows"));
    m_branches->addItem(tr("All that the run has"), Every);
    m_branches->addItem(tr("Base only"), BaseOnly);
    m_branches->addItem(tr("Tuned only"), TunedOnly);
    m_branches->addItem(tr("Interwoven only"), InterwovenOnly);
    m_limit->setObjectName(QStringLiteral("evaluateLimit"));
    m_limit->setRange(0, kMostRows);
    m_limit->setSpecialValueText(tr("as the suite says"));
    m_limit->setToolTip(tr("Only the first rows of each task: quicker, with wider intervals. 0: as "
                           "the suite says"));
    addField(tr("Run"), m_run);
    addField(tr("Suite"), m_suite);
    addLayout(suiteRow());
    addField(tr("Branches"), m_branches);
    addField(tr("Rows of each task"), m_limit);
}

void EvaluatePanel::buildButtons()
{
    m_hint->setObjectName(QStringLiteral("evaluateHint"));
    m_hint->setWordWrap(true);
    m_start->setObjectName(QStringLiteral("evaluateStart"));
    m_start->setProperty("kind", QStringLiteral("main"));
    m_close->setObjectName(QStringLiteral("evaluateClose"));
    m_close->setToolTip(tr("Back to the results; an evaluation that runs goes on"));
    auto* const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    addWidget(m_hint);
    addLayout(buttons);
}

QLayout* EvaluatePanel::suiteRow()
{
    m_suite->setObjectName(QStringLiteral("evaluateSuite"));
    m_suite->setEditable(true);
    m_suite->setInsertPolicy(QComboBox::NoInsert);
    m_suite->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_suite->setMinimumContentsLength(12);
    m_suite->lineEdit()->setPlaceholderText(tr("suite.yaml or one .jsonl file"));
    m_suite->setToolTip(tr("A suite's YAML file, or one task's .jsonl file. The list holds the "
                           "suites of your runs' recipes and those used before"));
    m_browse->setObjectName(QStringLiteral("evaluateBrowse"));
    m_browse->setToolTip(tr("Choose the suite's file"));
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_suite, 1);
    row->addWidget(m_browse);
    return row;
}

/// The label above its field; the suite's field has a row of its own.
void EvaluatePanel::addField(const QString& label, QWidget* field)
{
    QLabel* const caption = secondaryLabel(label, this);
    caption->setBuddy(field);
    field->setAccessibleName(label);
    addWidget(caption);
    if (field != m_suite)
        addWidget(field);
}

void EvaluatePanel::setRuns(const std::vector<LearningPoint>& runs)
{
    const QString before = m_run->currentData().toString();
    const QString suite = m_suite->currentText();
    m_runs.clear();
    for (const LearningPoint& run : runs | std::views::reverse)
        if (run.trained)
            m_runs.push_back(run);
    {
        const QSignalBlocker quiet(m_run);
        m_run->clear();
        for (const LearningPoint& run : m_runs)
            m_run->addItem(QString::fromStdString(run.label), QString::fromStdString(run.run));
        m_run->setCurrentIndex(std::max(0, m_run->findData(before)));
    }
    const QSignalBlocker quiet(m_suite);
    for (const LearningPoint& run : m_runs)
        if (const QString file = QString::fromStdString(run.suite);
            !file.isEmpty() && m_suite->findText(file) < 0)
            m_suite->addItem(file);
    m_suite->setEditText(suite);
    if (m_run->currentData().toString() != before || suite.isEmpty())
        runChanged();
    else
        updateState();
}

void EvaluatePanel::chooseRun(const QString& run)
{
    if (const int index = m_run->findData(run); index >= 0 && !evaluating())
        m_run->setCurrentIndex(index);
}

bool EvaluatePanel::evaluating() const
{
    return m_runner->running();
}

bool EvaluatePanel::hasRuns() const
{
    return !m_runs.empty();
}

const LearningPoint* EvaluatePanel::chosenRun() const
{
    const int index = m_run->currentIndex();
    return index < 0 ? nullptr : &m_runs[static_cast<size_t>(index)];
}

/// Each run brings its recipe's suite, and the branches it has.
void EvaluatePanel::runChanged()
{
    if (const LearningPoint* run = chosenRun()) {
        if (!run->suite.empty())
            m_suite->setEditText(QString::fromStdString(run->suite));
        auto* const items = qobject_cast<QStandardItemModel*>(m_branches->model());
        items->item(InterwovenOnly)->setEnabled(run->siamese);
        items->item(InterwovenOnly)
            ->setToolTip(run->siamese ? QString() : tr("This run has no gate"));
        if (!run->siamese && m_branches->currentIndex() == InterwovenOnly)
            m_branches->setCurrentIndex(Every);
    }
    updateState();
}

void EvaluatePanel::updateState()
{
    const bool running = evaluating();
    const bool training = m_services.engine.training().has_value();
    const bool suite = !m_suite->currentText().trimmed().isEmpty();
    for (QWidget* field :
        std::initializer_list<QWidget*>{m_run, m_suite, m_browse, m_branches, m_limit})
        field->setEnabled(!running && hasRuns());
    m_start->setEnabled(!running && hasRuns() && suite);
    m_start->setVisible(!running);
    QString hint;
    if (!hasRuns())
        hint = tr("There is no trained run yet.");
    else if (!suite)
        hint = tr("Choose a suite first.");
    else if (training)
        hint = tr("A training runs: the evaluation waits in the queue until it has ended.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void EvaluatePanel::browse()
{
    auto* const dialog = new QFileDialog(this, tr("Choose a suite"), m_suite->currentText(),
        tr("Suites and tasks (*.yaml *.yml *.jsonl);;All files (*)"));
    dialog->setObjectName(QStringLiteral("evaluateSuiteDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_suite, &QComboBox::setEditText);
    dialog->open();
}

EvaluateRequest EvaluatePanel::request() const
{
    EvaluateRequest request;
    request.model.path = m_run->currentData().toString().toStdString();
    request.suite = m_suite->currentText().trimmed().toStdString();
    request.limit = m_limit->value();
    switch (m_branches->currentData().toInt()) {
    case BaseOnly: request.branches = {Branch::Base}; break;
    case TunedOnly: request.branches = {Branch::Tuned}; break;
    case InterwovenOnly: request.branches = {Branch::Interwoven}; break;
    default:
        request.branches = {Branch::Base, Branch::Tuned};
        if (chosenRun()->siamese)
            request.branches.push_back(Branch::Interwoven);
    }
    return request;
}

void EvaluatePanel::start()
{
    if (evaluating() || !chosenRun())
        return;
    m_notice->clear();
    const QString suite = m_suite->currentText().trimmed();
    if (m_suite->findText(suite) < 0)
        m_suite->insertItem(0, suite);
    m_evaluated = m_run->currentData().toString();
    m_runner->start(request());
    updateState();
    Q_EMIT evaluatingChanged();
}

void EvaluatePanel::end(const Outcome<std::vector<TaskResult>>& outcome)
{
    updateState();
    if (outcome)
        Q_EMIT evaluated(m_evaluated, static_cast<int>(outcome.value().size()));
    else if (outcome.failure().cancelled())
        m_notice->showMessage(Notice::Severity::Info,
            tr("Cancelled. What was done is kept: Start goes on from there."));
    else
        m_notice->showMessage(Notice::Severity::Error, outcome.failure().text());
    Q_EMIT evaluatingChanged();
}

void EvaluatePanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        Card::keyPressEvent(event);
}

} // namespace interweave::ui
