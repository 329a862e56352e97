// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/workbench/preferences.h"
#include "ui/pages/services.h"

#include <QMainWindow>

class QStackedWidget;

namespace interweave::ui {

class ComparePage;
class DataPage;
class DemonstrationJob;
class ForgettingPage;
class GatePage;
class HubThread;
class ModelsPage;
class NavigationRail;
class Page;
class RunsPage;
class Toast;
class TrainPage;

/// The window: rail, pages, status. Engine, library and hub must outlive it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum PageIndex { Train, Gate, Compare, Forgetting, Runs, Data, Models };

    MainWindow(EngineThread& engine, LibraryThread& library, HubThread& hub,
        const std::filesystem::path& workspace, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showPage(PageIndex page);
    PageIndex currentPage() const;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void addPages(HubThread& hub);
    void connectPage(Page& page);
    void connectRail();
    void connectDemonstration();
    void startDemonstration();
    void demonstrationFinished(const QString& lora, const QString& imsm);
    void resumeRun(const QString& run);
    void about();

    Preferences m_preferences;
    Services m_services;
    NavigationRail* m_rail;
    QStackedWidget* m_stack;
    TrainPage* m_train;
    GatePage* m_gate;
    ComparePage* m_compare;
    ForgettingPage* m_forgetting;
    RunsPage* m_runs;
    DataPage* m_data;
    ModelsPage* m_models;
    Toast* m_toast;
    DemonstrationJob* m_demonstration;
};

} // namespace interweave::ui
