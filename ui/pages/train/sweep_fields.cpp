// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/sweep_fields.h"

#include "ui/pages/train/file_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace interweave::ui {

namespace {

constexpr int kMostRows = 1'000'000;
constexpr int kLabelWidth = 96;
constexpr int kBrowseWidth = 28;
constexpr double kFactors[] = {0.3, 1.0, 2.0, 3.0};
constexpr const char* kComparisons[]
    = {"adapter", "held", "imsm", "no-query", "mean", "anchored", "post-hoc", "post-hoc-anchored"};
enum Source { FromForm, OpenFile, FirstKept };

} // namespace

SweepFields::SweepFields(QWidget* parent)
    : Card(tr("Sweep"), parent)
    , m_source(new QComboBox(this))
    , m_about(secondaryLabel({}, this))
{
    m_source->setObjectName(QStringLiteral("sweepSource"));
    m_source->setAccessibleName(tr("What the sweep is made of"));
    m_source->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_source->addItem(tr("From the recipe in the form"));
    m_source->addItem(tr("Open a plan…"));
    m_about->setWordWrap(true);
    m_about->setObjectName(QStringLiteral("sweepAbout"));
    addWidget(m_source);
    addWidget(m_about);
    m_name = addLine(tr("Name"), "sweepName",
        tr("Of the sweep: its runs' names begin with it, and its report is asked for by it"));
    m_comparisons = addField(tr("Compare"), makeComparisons());
    addField(tr("Learning rate"), makeRates());
    m_grids = addLine(tr("Grid"), "sweepGrid",
        tr("Every variant with each of a key's values; several keys with semicolons between them"));
    m_grids->setPlaceholderText(QStringLiteral("train.batch_size = 8, 16"));
    m_seeds = addLine(tr("Seeds"), "sweepSeeds",
        tr("Every variant with each of these; the report's intervals need three or more"));
    m_suite = new QLineEdit(this);
    addField(tr("Measured on"), makeSuiteRow());
    makeLimit();
    m_blends = new QCheckBox(tr("Adapter scale and logit mixes too"), this);
    m_blends->setObjectName(QStringLiteral("sweepBlends"));
    m_blends->setToolTip(tr("Each adapter is measured on the way from base to tuned as well, "
                            "scaled and with mixed logits, at 11 points each"));
    addWidget(m_blends);
    m_data = new QLineEdit(this);
    m_planOnly.push_back(addField(tr("Data folder"), makeDataRow()));
    m_settings = addLine(tr("For every run"), "sweepSettings",
        tr("Settings on top of the plan's, with semicolons between them"));
    m_settings->setPlaceholderText(QStringLiteral("model = …; train.epochs = 1"));
    m_planOnly.push_back(m_settings->parentWidget());
    makeButtons();
    connect(m_source, &QComboBox::activated, this, &SweepFields::pickSource);
    connect(m_blends, &QCheckBox::clicked, this, &SweepFields::edited);
    setOpened(nullptr, {});
}

/// A row: the label at the left, its field at the right, both gone together.
QWidget* SweepFields::addField(const QString& label, QWidget* field)
{
    auto* const all = new QWidget(this);
    auto* const row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QLabel* const caption = secondaryLabel(label, all);
    caption->setFixedWidth(kLabelWidth);
    caption->setBuddy(field);
    field->setAccessibleName(label);
    row->addWidget(
        caption, 0, qobject_cast<QVBoxLayout*>(field->layout()) ? Qt::AlignTop : Qt::AlignVCenter);
    row->addWidget(field, 1);
    addWidget(all);
    return all;
}

QLineEdit* SweepFields::addLine(const QString& label, const char* name, const QString& toolTip)
{
    auto* const line = new QLineEdit(this);
    line->setObjectName(QString::fromLatin1(name));
    line->setToolTip(toolTip);
    connect(line, &QLineEdit::textEdited, this, &SweepFields::edited);
    addField(label, line);
    return line;
}

QWidget* SweepFields::makeComparisons()
{
    auto* const all = new QWidget(this);
    auto* const column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (const char* const id : kComparisons) {
        auto* const box = new QCheckBox(comparisonName(id), all);
        box->setObjectName(QStringLiteral("compare:") + QString::fromLatin1(id));
        connect(box, &QCheckBox::clicked, this, &SweepFields::edited);
        column->addWidget(box);
        m_boxes[id] = box;
    }
    m_whyNot = secondaryLabel({}, all);
    m_whyNot->setObjectName(QStringLiteral("sweepWhyNot"));
    m_whyNot->setWordWrap(true);
    column->addWidget(m_whyNot);
    return all;
}

QWidget* SweepFields::makeRates()
{
    auto* const all = new QWidget(this);
    auto* const row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (const double factor : kFactors) {
        auto* const box = new QCheckBox(QStringLiteral("×%1").arg(factor), all);
        box->setObjectName(QStringLiteral("rate:%1").arg(factor));
        box->setToolTip(tr("Every variant with this multiple of the recipe's learning rate"));
        connect(box, &QCheckBox::clicked, this, &SweepFields::edited);
        row->addWidget(box);
        m_rates.emplace_back(factor, box);
    }
    row->addStretch(1);
    return all;
}

QWidget* SweepFields::withBrowse(
    QLineEdit* line, const char* name, const QString& title, bool folder)
{
    line->setObjectName(QString::fromLatin1(name));
    connect(line, &QLineEdit::textEdited, this, &SweepFields::edited);
    auto* const browse = new QPushButton(QStringLiteral("…"), this);
    browse->setObjectName(QString::fromLatin1(name) + QStringLiteral("Browse"));
    browse->setProperty("kind", QStringLiteral("quiet"));
    browse->setFixedWidth(kBrowseWidth);
    browse->setAccessibleName(title);
    browse->setToolTip(title);
    connect(browse, &QPushButton::clicked, this, [this, line, title, folder] {
        askForFile(this, folder ? FileChoice::ExistingFolder : FileChoice::ExistingFile, title,
            folder ? QString() : tr("Suites and tasks (*.yaml *.yml *.jsonl);;All files (*)"), {},
            [this, line](const QString& file) {
                line->setText(file);
                Q_EMIT edited();
            });
    });
    auto* const all = new QWidget(this);
    auto* const row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(line, 1);
    row->addWidget(browse);
    return all;
}

QWidget* SweepFields::makeSuiteRow()
{
    m_suite->setToolTip(
        tr("What every run is measured on at its end, and once the base; empty: nothing"));
    return withBrowse(m_suite, "sweepSuite", tr("Choose a suite"), false);
}

void SweepFields::makeLimit()
{
    m_limit = new QSpinBox(this);
    m_limit->setObjectName(QStringLiteral("sweepLimit"));
    m_limit->setRange(0, kMostRows);
    m_limit->setSpecialValueText(tr("as the suite says"));
    m_limit->setToolTip(tr("Only the first rows of each task: quicker, with wider intervals. 0: as "
                           "the suite says"));
    connect(m_limit, &QSpinBox::valueChanged, this, &SweepFields::edited);
    addField(tr("Rows of a task"), m_limit);
}

QWidget* SweepFields::makeDataRow()
{
    m_data->setToolTip(tr("What {data} in the plan, and the suite's files, mean"));
    return withBrowse(m_data, "sweepData", tr("Choose the data's folder"), true);
}

void SweepFields::makeButtons()
{
    m_problem = secondaryLabel({}, this);
    m_problem->setObjectName(QStringLiteral("sweepProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    setRole(*m_problem, "role", QStringLiteral("worse"));
    m_hint = secondaryLabel({}, this);
    m_hint->setObjectName(QStringLiteral("sweepHint"));
    m_hint->setWordWrap(true);
    auto* const close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("sweepClose"));
    close->setToolTip(tr("Back to single runs"));
    m_start = new QPushButton(tr("Start the sweep"), this);
    m_start->setObjectName(QStringLiteral("sweepStart"));
    m_start->setProperty("kind", QStringLiteral("main"));
    connect(close, &QPushButton::clicked, this, &SweepFields::closeRequested);
    connect(m_start, &QPushButton::clicked, this, &SweepFields::startRequested);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    addWidget(m_problem);
    addWidget(m_hint);
    addLayout(buttons);
}

SweepForm SweepFields::form() const
{
    SweepForm form;
    form.name = m_name->text();
    form.grids = m_grids->text();
    form.seeds = m_seeds->text();
    form.suite = m_suite->text();
    form.limit = m_limit->value();
    form.blends = m_blends->isChecked();
    for (const auto& [factor, box] : m_rates)
        if (box->isChecked())
            form.rates << factor;
    if (m_opened) {
        form.data = m_data->text();
        form.settings = m_settings->text();
        return form;
    }
    for (const char* const id : kComparisons)
        if (const QCheckBox* const box = m_boxes.at(id); box->isChecked() && box->isEnabled())
            form.comparisons << QString::fromLatin1(id);
    return form;
}

void SweepFields::setRecipe(const std::map<std::string, std::string>& values, const QString& name)
{
    QString lacks;
    for (const UsualVariant& variant : usualVariants(values)) {
        QCheckBox* const box = m_boxes.at(variant.id);
        const QString reason = whyNot(variant);
        box->setEnabled(reason.isEmpty());
        box->setToolTip(reason.isEmpty() ? comparisonToolTip(variant.id) : reason);
        if (!reason.isEmpty())
            lacks = reason;
    }
    m_whyNot->setText(lacks);
    m_whyNot->setVisible(!lacks.isEmpty());
    const auto offer = [](QLineEdit* line, QString& before, const QString& text) {
        if (line->text() == before)
            line->setText(text);
        before = text;
    };
    const auto suite = values.find("eval.suite");
    offer(m_suite, m_offeredSuite,
        suite == values.end() ? QString() : QString::fromStdString(suite->second));
    offer(m_name, m_offeredName, tr("%1-sweep").arg(name));
    if (!m_opened)
        m_about->setText(tr("Variants of %1, each with every seed.").arg(name));
}

void SweepFields::setOpened(const SweepPlan* plan, const QString& file)
{
    const bool changed = m_opened != (plan != nullptr);
    m_opened = plan != nullptr;
    m_source->setCurrentIndex(m_opened ? OpenFile : FromForm);
    m_comparisons->setVisible(!m_opened);
    for (QWidget* const row : m_planOnly)
        row->setVisible(m_opened);
    m_seeds->setPlaceholderText(
        m_opened ? tr("as the plan says") : tr("the recipe's; e.g. 1, 2, 3"));
    if (changed)
        m_suite->setText(m_opened ? QString() : m_offeredSuite);
    m_suite->setPlaceholderText(m_opened ? tr("as the plan says") : tr("suite.yaml or .jsonl"));
    if (!plan)
        return;
    m_name->setText(QString::fromStdString(plan->name));
    m_about->setText(tr("Plan: %1").arg(QFileInfo(file).fileName()));
    m_about->setToolTip(file);
}

void SweepFields::setKept(const QStringList& sweeps)
{
    const int before = m_source->currentIndex();
    while (m_source->count() > FirstKept)
        m_source->removeItem(FirstKept);
    if (!sweeps.isEmpty())
        m_source->insertSeparator(FirstKept);
    m_source->addItems(sweeps);
    m_source->setCurrentIndex(before < FirstKept ? before : FromForm);
}

void SweepFields::pickSource(int index)
{
    m_source->setCurrentIndex(m_opened ? OpenFile : FromForm); // until another is there
    if (index == FromForm)
        Q_EMIT formRequested();
    else if (index == OpenFile)
        Q_EMIT fileRequested();
    else
        Q_EMIT keptRequested(index - FirstKept - 1); // after the separator
}

void SweepFields::setState(const QString& problem, const QString& hint, bool canStart)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_start->setEnabled(canStart);
}

} // namespace interweave::ui
