// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/model_card.h"

#include "ui/pages/models/model_facts.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kNameWidth = 290;
// Between heading and facts, so that no button moves when there are more facts or fewer.
enum Place { kNamePlace = 1, kChoicePlace, kButtonsPlace, kPathPlace };

} // namespace

ModelCard::ModelCard(EngineThread& engine, QWidget* parent)
    : FactsCard(tr("Details"), parent)
    , m_engine(engine)
    , m_name(new QLabel(this))
    , m_choice(new QComboBox(this))
    , m_pathRow(new QWidget(this))
    , m_path(new QLineEdit(m_pathRow))
    , m_buttons(new QWidget(this))
{
    setObjectName(QStringLiteral("modelCard"));
    addHead();
    addButtons();
    addPath();
    showNone();
}

void ModelCard::addHead()
{
    m_name->setObjectName(QStringLiteral("modelName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setProperty("role", QStringLiteral("strong"));
    m_choice->setObjectName(QStringLiteral("modelChoice"));
    m_choice->setAccessibleName(tr("Revision or file"));
    m_choice->setToolTip(tr("There are several: which one is shown and used"));
    m_choice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    body()->insertWidget(kNamePlace, m_name);
    body()->insertWidget(kChoicePlace, m_choice);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ModelCard::showChoice);
}

void ModelCard::addPath()
{
    m_path->setObjectName(QStringLiteral("modelPath"));
    m_path->setReadOnly(true);
    m_path->setAccessibleName(tr("Path"));
    auto* const copies = new QPushButton(tr("Copy"), m_pathRow);
    copies->setObjectName(QStringLiteral("modelCopy"));
    copies->setToolTip(tr("Copy the path; it serves wherever a model is named"));
    auto* const row = new QHBoxLayout(m_pathRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(copies);
    body()->insertWidget(kPathPlace, m_pathRow);
    connect(copies, &QPushButton::clicked, this, &ModelCard::copy);
}

void ModelCard::addButtons()
{
    auto* const row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_train = addButton(*row, tr("Use for training"), QStringLiteral("modelTrain"));
    m_fetch = addButton(*row, tr("Fetch again"), QStringLiteral("modelFetch"));
    row->addStretch(1);
    m_verify = addButton(*row, tr("Verify"), QStringLiteral("modelVerify"));
    m_remove = addButton(*row, tr("Delete"), QStringLiteral("modelRemove"));
    body()->insertWidget(kButtonsPlace, m_buttons);
    connect(m_train, &QPushButton::clicked, this, [this] { Q_EMIT trainRequested(path()); });
    connect(m_fetch, &QPushButton::clicked, this, &ModelCard::fetchRequested);
    connect(m_verify, &QPushButton::clicked, this, &ModelCard::verifyRequested);
    connect(m_remove, &QPushButton::clicked, this, &ModelCard::removeRequested);
}

QPushButton* ModelCard::addButton(QBoxLayout& row, const QString& label, const QString& objectName)
{
    auto* const button = new QPushButton(label, m_buttons);
    button->setObjectName(objectName);
    row.addWidget(button);
    return button;
}

void ModelCard::showNone()
{
    m_row = {};
    m_asked.clear();
    setQualifier({});
    for (QWidget* const part :
        std::initializer_list<QWidget*>{m_name, m_choice, m_pathRow, m_buttons})
        part->hide();
    setFacts({});
    setRemark(tr("Choose a model to see what it is and what memory it will take."));
}

void ModelCard::showRow(const ModelRow& row)
{
    if (m_row == row)
        return;
    const QString before = row.key == m_row.key ? path() : QString();
    m_row = row;
    m_name->setText(m_name->fontMetrics().elidedText(row.name, Qt::ElideMiddle, kNameWidth));
    m_name->setToolTip(row.name);
    m_name->show();
    m_buttons->show();
    setQualifier(kindText(row.kind));
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const ModelChoice& choice : row.choices)
            m_choice->addItem(choice.label, choice.path);
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
    }
    m_choice->setVisible(row.choices.size() > 1);
    showChoice();
}

QString ModelCard::path() const
{
    return m_choice->currentData().toString();
}

void ModelCard::showChoice()
{
    m_path->setText(path().isEmpty() ? m_row.folder : path());
    m_path->setToolTip(m_path->text());
    m_pathRow->setVisible(!m_path->text().isEmpty());
    if (m_row.isDataSet() || path().isEmpty()) {
        m_asked.clear();
        setFacts(placeFacts(m_row));
        setRemark({});
        m_whyNoUse = m_row.problem;
    } else if (path() != m_asked) {
        askForInfo();
    }
    showState();
}

void ModelCard::askForInfo()
{
    m_asked = path();
    m_whyNoUse = tr("Its headers are being read");
    setFacts({});
    setRemark(tr("Reading the model's headers…"));
    m_engine.cancel(std::exchange(m_job, 0));
    m_job = m_engine.ask(
        this,
        [path = m_asked.toStdString()](Engine& engine, std::stop_token) {
            ModelRef model;
            model.path = path;
            return engine.info(model);
        },
        [this, asked = m_asked](const Outcome<ModelInfo>& outcome) {
            if (asked == m_asked)
                showInfo(outcome);
        });
}

void ModelCard::showInfo(const Outcome<ModelInfo>& outcome)
{
    if (!outcome) {
        if (outcome.failure().cancelled())
            return;
        setFacts(placeFacts(m_row));
        const Failure& failure = outcome.failure();
        const QString where = QFileInfo(failure.where).fileName(); // the path stands above
        setRemark(where.isEmpty() ? failure.message : where + ": " + failure.message, true);
        m_whyNoUse = outcome.failure().message;
        return showState();
    }
    const ModelInfo& info = outcome.value();
    const QString why = QString::fromStdString(info.unsupported);
    setFacts(modelFacts(info));
    setRemark(why.isEmpty() ? QString() : tr("Cannot run here: %1").arg(why), true);
    m_whyNoUse = why;
    showState();
}

void ModelCard::setBusy(const QString& reason)
{
    m_busy = reason;
    showState();
}

void ModelCard::setFetching(bool can, const QString& reason)
{
    m_whyNoFetch = can ? QString() : reason;
    showState();
}

/// What can be done now; a button that cannot be pressed says why.
void ModelCard::showState()
{
    const auto allow = [](QPushButton& button, const QString& why, const QString& toolTip) {
        button.setEnabled(why.isEmpty());
        button.setToolTip(why.isEmpty() ? toolTip : why);
    };
    const bool ready = stateOf(m_row) == ModelState::Ready;
    m_train->setVisible(ready && !m_row.isDataSet());
    allow(*m_train, m_whyNoUse, tr("Write a new training run of this model"));
    m_fetch->setVisible(m_row.isOfHub() && !ready);
    m_fetch->setText(m_row.unfinishedBytes > 0 ? tr("Go on") : tr("Fetch again"));
    allow(*m_fetch, m_busy.isEmpty() ? m_whyNoFetch : m_busy,
        tr("Fetch what is missing; what is there stays"));
    m_verify->setVisible(m_row.isCached && m_row.files > 0);
    allow(*m_verify, m_busy, tr("Read every file and hold it against its hash"));
    m_remove->setVisible(m_row.isCached);
    allow(*m_remove, m_busy, tr("Remove it with all its revisions; there is an undo"));
}

void ModelCard::copy()
{
    QApplication::clipboard()->setText(m_path->text());
    Q_EMIT copied();
}

} // namespace interweave::ui
