// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/main_window.h"

#include "app/workbench/demonstration_job.h"
#include "app/workbench/navigation_rail.h"
#include "app/workbench/status_strip.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/forgetting/forgetting_page.h"
#include "ui/pages/gate/gate_page.h"
#include "ui/pages/models/models_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QIcon>
#include <QMessageBox>
#include <QStackedWidget>
#include <QUrl>

namespace interweave::ui {

namespace {

constexpr QSize kFirstSize{1280, 800};
constexpr QSize kLeastSize{1100, 700};
// A held-out story of the embedded default: what the base knew, token by token.
constexpr const char* kStoryBegins = "On a windy day Ida went out with a hat.";
constexpr const char* kStoryGoesOn
    = "Ida saw a boy near the river. The boy took the hat and ran. Ida was sad. Then Anna found "
      "the hat at the market. Ida thanked Anna and they played until night.";

} // namespace

MainWindow::MainWindow(EngineThread& engine, LibraryThread& library, HubThread& hub,
    const std::filesystem::path& workspace, QWidget* parent)
    : QMainWindow(parent)
    , m_preferences(workspace)
    , m_services{engine, library, workspace, {}}
    , m_rail(new NavigationRail(m_preferences.theme(), m_preferences.language(), this))
    , m_stack(new QStackedWidget(this))
    , m_toast(new Toast(this))
    , m_demonstration(new DemonstrationJob(engine, library, this))
{
    m_services.toast
        = [this](const QString& text, const QString& action, std::function<void()> onAction) {
              m_toast->showMessage(text, action, std::move(onAction));
          };
    setWindowTitle(tr("Interweave"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/interweave.svg")));
    setMinimumSize(kLeastSize);
    auto* const centre = new QWidget(this);
    auto* const row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    setCentralWidget(centre);
    setStatusBar(new StatusStrip(engine, hub, this));
    addPages(hub);
    connectRail();
    connectDemonstration();
    resize(kFirstSize);
    restoreGeometry(m_preferences.geometry());
    showPage(static_cast<PageIndex>(std::clamp(m_preferences.page(), 0, m_stack->count() - 1)));
}

MainWindow::~MainWindow() = default;

void MainWindow::addPages(HubThread& hub)
{
    m_train = new TrainPage(m_services, this);
    m_gate = new GatePage(m_services, this);
    m_compare = new ComparePage(m_services, this);
    m_forgetting = new ForgettingPage(m_services, this);
    m_runs = new RunsPage(m_services, this);
    m_data = new DataPage(m_services, this);
    m_models = new ModelsPage(m_services, hub, this);
    const std::pair<Page*, const char*> pages[]
        = {{m_train, "train"}, {m_gate, "gate"}, {m_compare, "compare"},
            {m_forgetting, "forgetting"}, {m_runs, "runs"}, {m_data, "data"}, {m_models, "models"}};
    for (const auto& [page, icon] : pages) {
        m_stack->addWidget(page);
        m_rail->addPage(page->accessibleName(), QString::fromLatin1(icon));
        connectPage(*page);
    }
    connect(m_train, &TrainPage::recipeChecked, this, [this] {
        if (currentPage() == Data)
            m_data->useRecipe(m_train->recipe());
    });
}

void MainWindow::connectPage(Page& page)
{
    connect(&page, &Page::openGateRequested, this, [this](const QString& run) {
        m_gate->showRun(run);
        showPage(Gate);
    });
    connect(&page, &Page::openCompareRequested, this,
        [this](const QString& run, const QString& prompt) {
            m_compare->showRun(run, prompt);
            showPage(Compare);
        });
    connect(&page, &Page::openForgettingRequested, this, [this](const QStringList& runs) {
        m_forgetting->showRuns(runs);
        showPage(Forgetting);
    });
    connect(&page, &Page::openRunRequested, this, [this](const QString& run) {
        m_runs->showRun(run);
        showPage(Runs);
    });
    connect(&page, &Page::openRunsRequested, this, [this](const QString& words) {
        m_runs->search(words);
        showPage(Runs);
    });
    connect(&page, &Page::openTrainRequested, this, [this] { showPage(Train); });
    connect(&page, &Page::trainModelRequested, this, [this](const QString& model) {
        m_train->useModel(model);
        showPage(Train);
    });
    connect(&page, &Page::resumeRequested, this, &MainWindow::resumeRun);
    connect(&page, &Page::demonstrationRequested, this, &MainWindow::startDemonstration);
}

void MainWindow::connectRail()
{
    connect(m_rail, &NavigationRail::picked, this,
        [this](int page) { showPage(static_cast<PageIndex>(page)); });
    connect(m_rail, &NavigationRail::themePicked, this, [this](ThemeChoice theme) {
        m_preferences.setTheme(theme);
        applyTheme(*qApp, theme);
    });
    connect(m_rail, &NavigationRail::languagePicked, this, [this](const QString& code) {
        m_preferences.setLanguage(code);
        m_toast->showMessage(tr("The language changes when Interweave is started again."));
    });
    connect(m_rail, &NavigationRail::workspaceRequested, this, [this] {
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(QString::fromStdString(m_services.workspace.string())));
    });
    connect(m_rail, &NavigationRail::aboutRequested, this, &MainWindow::about);
}

void MainWindow::connectDemonstration()
{
    connect(m_demonstration, &DemonstrationJob::finished, this, &MainWindow::demonstrationFinished);
    connect(m_demonstration, &DemonstrationJob::failed, this, [this](const Failure& failure) {
        m_toast->showMessage(tr("The demonstration did not finish: %1").arg(failure.text()));
    });
    const auto changed = [this] { Q_EMIT m_services.library.runsChanged(); };
    connect(&m_services.engine, &EngineThread::trainingEnded, this, changed);
    connect(&m_services.engine, &EngineThread::sweepProgressed, this,
        [changed](const SweepProgress& progress) {
            if (progress.phase == "done") // its run is measured
                changed();
        });
}

void MainWindow::showPage(PageIndex page)
{
    m_rail->choose(page);
    m_stack->setCurrentIndex(page);
    if (page == Data)
        m_data->useRecipe(m_train->recipe());
    static_cast<Page*>(m_stack->currentWidget())->activate();
}

MainWindow::PageIndex MainWindow::currentPage() const
{
    return static_cast<PageIndex>(m_stack->currentIndex());
}

void MainWindow::startDemonstration()
{
    showPage(Train);
    m_demonstration->start();
}

/// The gate's picture comes up by itself only where the person still watches the training.
void MainWindow::demonstrationFinished(const QString& lora, const QString& imsm)
{
    m_forgetting->showRuns({lora, imsm});
    m_gate->showRun(
        imsm, QString::fromLatin1(kStoryBegins), true, QString::fromLatin1(kStoryGoesOn));
    if (currentPage() == Train)
        showPage(Gate);
    m_toast->showMessage(tr("The demonstration is done: two runs are kept."),
        tr("What was forgotten"), [this] { showPage(Forgetting); });
}

void MainWindow::resumeRun(const QString& run)
{
    showPage(Train);
    m_train->showResume(run);
}

void MainWindow::about()
{
    QMessageBox::about(this, tr("About Interweave"),
        tr("<b>Interweave %1</b><p>Fine-tunes language models without making them forget, and "
           "shows token by token how they remember.</p><p>The method: Song et al., "
           "<i>Interweaving Memories of a Siamese Large Language Model</i>, AAAI 2025, "
           "arXiv 2412.17383.</p><p>Apache License 2.0</p>")
            .arg(QStringLiteral(INTERWEAVE_VERSION)));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_preferences.setGeometry(saveGeometry());
    m_preferences.setPage(currentPage());
    QMainWindow::closeEvent(event);
}

} // namespace interweave::ui
