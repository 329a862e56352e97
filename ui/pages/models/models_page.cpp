// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/models_page.h"

#include "core/support/number_text.h"
#include "ui/models/fetch_entry.h"
#include "ui/models/transfer_text.h"
#include "ui/pages/models/fetch_card.h"
#include "ui/pages/models/fetch_end.h"
#include "ui/pages/models/model_card.h"
#include "ui/pages/models/model_check.h"
#include "ui/pages/models/model_lister.h"
#include "ui/pages/models/model_removals.h"
#include "ui/pages/models/models_table.h"
#include "ui/widgets/card_column.h"
#include "ui/widgets/empty_state.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

namespace {

constexpr int kColumnWidth = 320;
constexpr const char* kSmallModel = "HuggingFaceTB/SmolLM2-135M";

} // namespace

ModelsPage::ModelsPage(Services& services, HubThread& hub, QWidget* parent)
    : Page(tr("Models"), services, parent)
    , m_hub(hub)
    , m_lister(new ModelLister(hub, services.library, this))
    , m_table(new ModelsTable(m_model, this))
    , m_fetch(new FetchCard(hub, this))
    , m_card(new ModelCard(services.engine, this))
    , m_check(new ModelCheck(hub, this))
    , m_removals(new ModelRemovals(hub, this))
{
    m_card->addWidget(m_check);
    buildHeader();
    buildBody();
    connectParts();
    showState();
}

ModelsPage::~ModelsPage()
{
    delete m_table; // before the model that it shows
}

void ModelsPage::buildHeader()
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("modelsSearch"));
    m_search->setPlaceholderText(tr("Search models and data sets"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setToolTip(tr("Shows those that have every word in their name, kind, state, revision "
                            "or path"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(220);
    addTitleWidget(m_search);
    m_main = addAction(m_fetch->actionText(), QStringLiteral("modelsFetch"), true);
    connect(m_main, &QPushButton::clicked, m_fetch, &FetchCard::start);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated,
        m_main, &QPushButton::click);
}

void ModelsPage::buildBody()
{
    m_tableCard = new Card(tr("On this machine"), this);
    m_tableCard->addWidget(m_table, 1);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("modelsStack"));
    m_stack->addWidget(m_tableCard);
    m_stack->addWidget(emptyState());
    auto* const column
        = new CardColumn({m_fetch, m_card}, this, CardColumn::Side::Right, kColumnWidth);
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(m_stack, 1);
    columns->addWidget(column);
    body()->addLayout(columns, 1);
}

QWidget* ModelsPage::emptyState()
{
    auto* const empty = new EmptyState(tr("No models yet"),
        tr("What is fetched from the hub will stand here, with what other programs have put into "
           "its cache and the models that your runs use. A small one to begin with takes about "
           "260 MiB."),
        this);
    m_emptyFetch = empty->addAction(tr("Fetch SmolLM2-135M"), QStringLiteral("modelsEmptyFetch"));
    QPushButton* const demonstration
        = empty->addAction(tr("Run the demonstration"), QStringLiteral("modelsDemonstration"));
    demonstration->setToolTip(tr("Needs no network: it brings a tiny model of its own"));
    connect(demonstration, &QPushButton::clicked, this, &ModelsPage::demonstrationRequested);
    connect(m_emptyFetch, &QPushButton::clicked, this, [this] {
        PullRequest request;
        request.repo = kSmallModel;
        m_fetch->propose(request);
    });
    return empty;
}

void ModelsPage::connectParts()
{
    connect(m_lister, &ModelLister::changed, this, &ModelsPage::showRows);
    connect(m_lister, &ModelLister::failed, this, &ModelsPage::showFailure);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_table->setSearch(words);
        showState();
    });
    connect(m_table, &ModelsTable::chosenChanged, this, &ModelsPage::showChosen);
    connect(new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut),
        &QShortcut::activated, this, &ModelsPage::removeChosen);
    connect(&services().library, &LibraryThread::runsChanged, this, [this] {
        if (isVisible()) // else when it comes to the front
            m_lister->refresh();
    });

    connect(m_fetch, &FetchCard::actionChanged, this, &ModelsPage::showState);
    connect(m_fetch, &FetchCard::planFailed, this, [this](const Failure& failure) {
        notice().showMessage(Notice::Severity::Error, inFormWords(failure.text()), tr("Try again"),
            [this, request = m_fetch->request()] { m_fetch->propose(request); });
    });
    connect(m_fetch, &FetchCard::started, this, &ModelsPage::fetchStarted);
    connect(m_fetch, &FetchCard::ended, this, &ModelsPage::fetchEnded);
    connect(m_fetch, &FetchCard::progressed, this, [this](const PullProgress& progress) {
        const PullRequest& request = m_fetch->request();
        const int permille = transferText(progress).permille;
        const QString key = keyOf(QString::fromStdString(request.repo), request.kind);
        m_model.setBusy(
            key, permille < 0 ? tr("fetching") : tr("fetching, %1 %").arg(permille / 10));
        if (permille >= 0 && !std::exchange(m_fetchListed, true) && !m_model.find(key))
            m_lister->refresh(); // it is in the cache from now on
    });

    connect(m_card, &ModelCard::trainRequested, this, &Page::trainModelRequested);
    connect(m_card, &ModelCard::fetchRequested, this, &ModelsPage::fetchChosen);
    connect(m_card, &ModelCard::verifyRequested, this, &ModelsPage::verifyChosen);
    connect(m_card, &ModelCard::removeRequested, this, &ModelsPage::removeChosen);
    connect(m_card, &ModelCard::copied, this,
        [this] { services().toast(tr("The path is copied."), {}, {}); });
    connect(m_check, &ModelCheck::ended, this, &ModelsPage::showVerdict);
    connect(m_check, &ModelCheck::failed, this, [this](const Failure& failure) {
        showFailure(failure);
        showState();
    });
    connect(m_removals, &ModelRemovals::changed, this, &ModelsPage::showRows);
    connect(m_removals, &ModelRemovals::failed, this, &ModelsPage::showFailure);
    connect(m_removals, &ModelRemovals::removed, m_lister, &ModelLister::forget);
}

void ModelsPage::activate()
{
    m_lister->refresh();
    m_hub.ask(
        this, [](const HubLibrary& hub) { return hub.isOffline(); },
        [this](const Outcome<bool>& offline) {
            if (!offline)
                return showFailure(offline.failure());
            m_fetch->setOffline(offline.value());
            showState();
        });
    m_hub.ask(
        this, [](const HubLibrary& hub) { return hub.cacheFolder().string(); },
        [this](const Outcome<std::string>& folder) {
            if (folder)
                setSubtitle(QDir::toNativeSeparators(QString::fromStdString(folder.value())));
        });
}

void ModelsPage::showRows()
{
    QVector<ModelRow> rows = m_lister->rows();
    rows.removeIf([this](const ModelRow& row) { return m_removals->holds(row.key); });
    m_model.setRows(std::move(rows));
    if (!m_chooseWhenThere.isEmpty() && m_model.find(m_chooseWhenThere)) {
        m_table->choose(m_chooseWhenThere);
        m_chooseWhenThere.clear();
    }
    if (m_table->chosen().isEmpty() && m_lister->isRead()) // so that there is something to see
        m_table->choose(m_table->model()->index(0, 0).data(ModelTableModel::KeyRole).toString());
    m_stack->setCurrentIndex(m_lister->isRead() && m_model.rows().isEmpty() ? 1 : 0);
    showChosen();
}

void ModelsPage::showChosen()
{
    if (const ModelRow* const row = m_model.find(m_table->chosen()))
        m_card->showRow(*row);
    else
        m_card->showNone();
    showState();
}

QString ModelsPage::busyReason(const QString& key) const
{
    const PullRequest& request = m_fetch->request();
    if (m_fetch->running() && key == keyOf(QString::fromStdString(request.repo), request.kind))
        return tr("It is being fetched");
    if (m_check->running())
        return key == m_check->key() ? tr("It is being verified")
                                     : tr("Another one is being verified");
    return {};
}

void ModelsPage::showState()
{
    m_main->setText(m_fetch->actionText());
    m_main->setEnabled(m_fetch->canAct());
    m_main->setToolTip(m_fetch->actionToolTip());
    m_emptyFetch->setEnabled(m_fetch->canStart());
    m_emptyFetch->setToolTip(m_fetch->whyNot());
    m_card->setBusy(busyReason(m_table->chosen()));
    m_card->setFetching(m_fetch->canStart(), m_fetch->whyNot());
    const auto& rows = m_model.rows();
    int64_t bytes = 0;
    for (const ModelRow& row : rows)
        bytes += row.bytes;
    const qsizetype all = rows.size();
    m_tableCard->setQualifier(all == 0 ? QString()
            : m_search->text().trimmed().isEmpty()
            ? tr("%1 · %2").arg(all).arg(QString::fromStdString(formatBytes(bytes)))
            : tr("%1 of %2 found").arg(m_table->shownRows()).arg(all));
}

void ModelsPage::fetchStarted()
{
    const PullRequest& request = m_fetch->request();
    const QString key = keyOf(QString::fromStdString(request.repo), request.kind);
    notice().clear();
    m_removals->undo(key); // it is wanted after all
    m_fetchListed = false;
    m_model.setBusy(key, tr("fetching"));
    showState();
}

void ModelsPage::fetchEnded(const Outcome<PullResult>& outcome)
{
    const PullRequest& request = m_fetch->request();
    const QString name = QString::fromStdString(request.repo);
    const QString key = keyOf(name, request.kind);
    m_model.setBusy(key, {});
    m_chooseWhenThere = key;
    const FetchEnd end = fetchEnd(request, outcome);
    const QString folder = outcome ? QString::fromStdString(outcome.value().folder) : QString();
    const auto act = [this, request, key, folder, offer = end.offer] {
        switch (offer) {
        case FetchEnd::Offer::None: break;
        case FetchEnd::Offer::Train: trainFrom(key, folder); break;
        case FetchEnd::Offer::Again: m_fetch->fetch(request); break;
        case FetchEnd::Offer::ChooseFiles: m_fetch->focusFiles(); break;
        }
    };
    notice().showMessage(end.severity, end.text, end.label, act);
    if (!isVisible())
        services().toast(
            outcome ? tr("%1 is here.").arg(name) : tr("%1 was not fetched.").arg(name), {}, {});
    showState();
}

/// What lies in the folder and serves as a model: itself, or a file in it.
void ModelsPage::trainFrom(const QString& key, const QString& folder)
{
    const ModelRow* const row = m_model.find(key);
    for (const ModelChoice& choice : row ? row->choices : QVector<ModelChoice>())
        if (choice.path.startsWith(folder))
            return Q_EMIT trainModelRequested(choice.path);
    Q_EMIT trainModelRequested(folder);
}

void ModelsPage::fetchChosen()
{
    const ModelRow& row = m_card->row();
    PullRequest request;
    request.repo = row.name.toStdString();
    request.kind = row.repoKind();
    request.revision = row.newestRevision.toStdString();
    if (row.unfinishedBytes > 0)
        m_fetch->fetch(request); // it was looked at when it was begun
    else
        m_fetch->propose(request);
}

void ModelsPage::verifyChosen()
{
    notice().clear();
    m_check->start(m_card->row());
    showState();
}

void ModelsPage::showVerdict(const QString& name, const CheckSummary& summary)
{
    const bool damaged = summary.verdict == CheckSummary::Verdict::Damaged;
    const bool intact = summary.verdict == CheckSummary::Verdict::Intact;
    const bool canFetch = damaged && m_fetch->canStart();
    notice().showMessage(damaged ? Notice::Severity::Error
            : intact             ? Notice::Severity::Success
                                 : Notice::Severity::Info,
        name + QStringLiteral(": ") + summary.text, canFetch ? tr("Fetch again") : QString(),
        [this, request = summary.repair] { m_fetch->fetch(request); });
    showState();
}

void ModelsPage::removeChosen()
{
    const ModelRow* const found = m_model.find(m_table->chosen());
    if (!found || !found->isCached || !busyReason(found->key).isEmpty())
        return;
    const ModelRow row = *found; // which goes from the table now
    m_removals->remove(row);
    services().toast(row.runs > 0 ? tr("Deleted %1, from which runs were trained").arg(row.name)
                                  : tr("Deleted %1").arg(row.name),
        tr("Undo"), [removals = QPointer<ModelRemovals>(m_removals), key = row.key] {
            if (removals)
                removals->undo(key);
        });
}

} // namespace interweave::ui
