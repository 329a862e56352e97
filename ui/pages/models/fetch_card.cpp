// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/fetch_card.h"

#include "core/support/number_text.h"
#include "ui/pages/models/plan_view.h"
#include "ui/pages/models/transfer_view.h"
#include "ui/widgets/segmented.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace interweave::ui {

namespace {

constexpr int kModel = 0; // of the kinds
constexpr int kDataSet = 1;

} // namespace

FetchCard::FetchCard(HubThread& hub, QWidget* parent)
    : Card(tr("Fetch from the hub"), parent)
    , m_hub(hub)
    , m_name(new QLineEdit(this))
    , m_kind(new Segmented({tr("Model"), tr("Data set")}, this))
    , m_more(new QPushButton(this))
    , m_advanced(new QWidget(this))
    , m_revision(new QLineEdit(m_advanced))
    , m_files(new QLineEdit(m_advanced))
    , m_offlineText(secondaryLabel(tr("HF_HUB_OFFLINE is set, so no request is made. Start the "
                                      "workbench without it to fetch."),
          this))
    , m_plan(new PlanView(this))
    , m_transfer(new TransferView(
          QStringLiteral("fetch"), tr("What has come stays: the next fetch goes on there"), this))
{
    setObjectName(QStringLiteral("fetchCard"));
    addFields();
    addAdvanced();
    m_offlineText->setObjectName(QStringLiteral("fetchOffline"));
    m_offlineText->setWordWrap(true);
    addWidget(m_offlineText);
    addWidget(m_plan);
    addWidget(m_transfer);
    connect(m_transfer, &TransferView::cancelled, this, [this] { m_hub.cancel(m_job); });
    connect(m_plan, &PlanView::changed, this, &FetchCard::actionChanged);
    connect(m_plan, &PlanView::dismissed, this, &FetchCard::dismissPlan);
    for (QLineEdit* const field : {m_name, m_revision, m_files}) {
        connect(field, &QLineEdit::returnPressed, this, &FetchCard::start);
        connect(field, &QLineEdit::textChanged, this, &FetchCard::dismissPlan); // it is another's
        connect(field, &QLineEdit::textEdited, this, &FetchCard::clearProblems);
    }
    connect(m_kind, &Segmented::picked, this, &FetchCard::dismissPlan);
    showMore(false);
    updateState();
}

void FetchCard::addFields()
{
    m_name->setObjectName(QStringLiteral("fetchName"));
    m_name->setAccessibleName(tr("Name on the hub"));
    m_name->setPlaceholderText(tr("ORG/NAME, or a link"));
    m_name->setToolTip(tr("As the hub calls it, for example HuggingFaceTB/SmolLM2-135M; a link to "
                          "its page does, too"));
    m_name->setClearButtonEnabled(true);
    m_kind->setObjectName(QStringLiteral("fetchKind"));
    m_kind->setAccessibleName(tr("Model or data set"));
    addHeaderWidget(m_kind);
    addWidget(m_name);
    m_nameProblem = addProblem(QStringLiteral("fetchNameProblem"));
    addWidget(m_nameProblem);
}

void FetchCard::addAdvanced()
{
    m_more->setObjectName(QStringLiteral("fetchMore"));
    m_more->setProperty("kind", QStringLiteral("quiet"));
    m_more->setToolTip(tr("Another revision than main, other files than those that are read here"));
    connect(m_more, &QPushButton::clicked, this, [this] { showMore(m_advanced->isHidden()); });
    body()->addWidget(m_more, 0, Qt::AlignLeft);

    m_revision->setObjectName(QStringLiteral("fetchRevision"));
    m_revision->setPlaceholderText(QStringLiteral("main"));
    m_revision->setToolTip(tr("A branch, a tag or a commit"));
    m_files->setObjectName(QStringLiteral("fetchFiles"));
    m_files->setPlaceholderText(tr("what is read here"));
    m_files->setToolTip(
        tr("Patterns with spaces between them, for example *Q4_K_M*; * stands for "
           "anything. Pickles are never fetched: they run code when they are read"));
    auto* const form = new QFormLayout(m_advanced);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    for (const auto& [label, field] :
        {std::pair{tr("Revision"), m_revision}, std::pair{tr("Files"), m_files}}) {
        QLabel* const caption = secondaryLabel(label, m_advanced);
        caption->setBuddy(field);
        field->setAccessibleName(label);
        form->addRow(caption, field);
    }
    m_revisionProblem = addProblem(QStringLiteral("fetchRevisionProblem"));
    form->insertRow(1, m_revisionProblem);
    addWidget(m_advanced);
}

QLabel* FetchCard::addProblem(const QString& objectName)
{
    auto* const label = new QLabel(this);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QStringLiteral("worse"));
    label->hide();
    return label;
}

void FetchCard::showMore(bool more)
{
    m_advanced->setVisible(more);
    m_more->setText(more ? tr("Simple") : tr("Advanced"));
}

void FetchCard::setOffline(bool offline)
{
    m_offline = offline;
    if (offline)
        dismissPlan();
    updateState();
}

QString FetchCard::whyNot() const
{
    const QString name = QString::fromStdString(m_request.repo);
    return m_offline            ? m_offlineText->text()
        : running() && m_asking ? tr("The hub is being asked about %1").arg(name)
        : running()             ? tr("%1 is being fetched").arg(name)
                                : QString();
}

bool FetchCard::isPlanned() const
{
    return !m_plan->isHidden();
}

QString FetchCard::actionText() const
{
    if (!isPlanned())
        return tr("Fetch…");
    const int64_t missing = m_plan->plan().bytesToFetch();
    return missing > 0 ? tr("Fetch %1").arg(QString::fromStdString(formatBytes(missing)))
                       : tr("Fetch");
}

QString FetchCard::actionToolTip() const
{
    if (!canStart())
        return whyNot();
    if (!isPlanned())
        return tr("Look at the files of what is named at the right (Ctrl+Return)");
    const QString why = m_plan->plan().whyNot();
    return why.isEmpty() ? tr("Fetch the ticked files (Ctrl+Return)") : why;
}

bool FetchCard::canAct() const
{
    return canStart() && (!isPlanned() || m_plan->plan().whyNot().isEmpty());
}

void FetchCard::updateState()
{
    for (QWidget* const field :
        std::initializer_list<QWidget*>{m_name, m_kind, m_revision, m_files})
        field->setEnabled(canStart());
    m_offlineText->setVisible(m_offline);
}

FetchEntry FetchCard::entry() const
{
    return understood(
        {m_name->text(), m_kind->chosen() == kDataSet ? RepoKind::Dataset : RepoKind::Model,
            m_revision->text(), m_files->text()});
}

void FetchCard::showEntry(const FetchEntry& entry)
{
    m_name->setText(entry.name);
    m_kind->choose(entry.kind == RepoKind::Dataset ? kDataSet : kModel);
    m_revision->setText(entry.revision);
    m_files->setText(entry.files);
}

void FetchCard::showProblem(QLineEdit& field, QLabel& label, const QString& problem)
{
    setRole(field, "invalid", problem.isEmpty() ? QStringLiteral("false") : QStringLiteral("true"));
    label.setText(problem);
    label.setVisible(!problem.isEmpty());
}

void FetchCard::clearProblems()
{
    showProblem(*m_name, *m_nameProblem, {});
    showProblem(*m_revision, *m_revisionProblem, {});
}

void FetchCard::dismissPlan()
{
    if (!isPlanned())
        return;
    m_plan->hide();
    Q_EMIT actionChanged();
}

void FetchCard::start()
{
    if (!canAct())
        return;
    if (isPlanned())
        return pull(m_plan->plan().request());
    const FetchEntry wanted = entry();
    showEntry(wanted);
    const QString name = nameProblem(wanted);
    const QString revision = revisionProblem(wanted);
    showProblem(*m_name, *m_nameProblem, name);
    showProblem(*m_revision, *m_revisionProblem, revision);
    if (!revision.isEmpty())
        showMore(true);
    if (!name.isEmpty())
        return focusName();
    if (!revision.isEmpty())
        return m_revision->setFocus();
    propose(requestOf(wanted));
}

void FetchCard::propose(const PullRequest& request)
{
    if (!canStart())
        return;
    showEntry(entryOf(request));
    clearProblems();
    dismissPlan();
    m_request = request;
    m_asking = true;
    m_transfer->begin(tr("Asking the hub what there is…"));
    m_job = m_hub.plan(
        request, this, [this](const Outcome<PullPlan>& outcome) { takePlan(outcome); });
    updateState();
    Q_EMIT actionChanged();
}

void FetchCard::takePlan(const Outcome<PullPlan>& outcome)
{
    m_job = 0;
    m_asking = false;
    m_transfer->end();
    updateState();
    if (outcome)
        m_plan->showPlan(m_request, outcome.value());
    else if (!outcome.failure().cancelled())
        Q_EMIT planFailed(outcome.failure());
    Q_EMIT actionChanged();
}

void FetchCard::fetch(const PullRequest& request)
{
    if (!canStart())
        return;
    showEntry(entryOf(request));
    clearProblems();
    pull(request);
}

void FetchCard::pull(PullRequest request)
{
    dismissPlan();
    m_request = std::move(request);
    m_transfer->begin(tr("Asking the hub what there is…"));
    const HubThread::Listener listener{[this](const PullProgress& progress) {
                                           m_transfer->showProgress(progress);
                                           Q_EMIT progressed(progress);
                                       },
        [this](const QString& text) { m_transfer->showMessage(text); }};
    m_job = m_hub.pull(
        m_request, this, listener, [this](const Outcome<PullResult>& outcome) { end(outcome); });
    updateState();
    Q_EMIT started();
}

void FetchCard::end(const Outcome<PullResult>& outcome)
{
    m_job = 0;
    m_transfer->end();
    updateState();
    if (outcome)
        showEntry({{}, m_request.kind, {}, {}}); // for the next
    Q_EMIT ended(outcome);
}

void FetchCard::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

void FetchCard::focusFiles()
{
    showMore(true);
    m_files->setFocus(Qt::OtherFocusReason);
}

} // namespace interweave::ui
