// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/run_row.h"
#include "ui/pages/page.h"
#include "ui/pages/runs/run_actions.h"

#include <QSet>

class QLineEdit;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace interweave::ui {

class ConfigurationCard;
class CurvesCard;
class RunChanges;
class RunExports;
class RunsCard;

/// All runs of the workspace: found, named, tagged, deleted and had back; the chosen ones' curves
/// and configurations side by side; from here they open on the other pages.
class RunsPage : public Page {
    Q_OBJECT

public:
    explicit RunsPage(Services& services, QWidget* parent = nullptr);
    ~RunsPage() override;

    void activate() override;
    /// Chooses this run, whatever was searched.
    void showRun(const QString& run);
    /// Shows the runs that have these words.
    void search(const QString& words);
    /// Reads the runs again, soon; what is chosen and in sight stays.
    void refresh();

private:
    void buildHeader();
    void buildBody();
    QMenu* exportMenu();
    void connectParts();
    void followTraining();

    void list();
    void showListed(RunRows listed);
    void showEmptyOrRuns();
    void tellOfInterrupted();
    void showChosen();
    void showLiveStep();

    void act(RunActions::Kind kind);

    QLineEdit* m_search = nullptr;
    QPushButton* m_report = nullptr;
    QStackedWidget* m_stack = nullptr;
    QSplitter* m_lower = nullptr;
    RunsCard* m_card = nullptr;
    CurvesCard* m_curves = nullptr;
    ConfigurationCard* m_configuration = nullptr;
    RunChanges* m_changes = nullptr;
    RunExports* m_exports = nullptr;

    QTimer* m_soon = nullptr;
    QTimer* m_live = nullptr;
    bool m_listing = false;
    bool m_again = false; // something has changed while it was being listed
    bool m_listed = false;
    QSet<QString> m_toldOf; // interrupted runs
    QString m_wanted; // run to be chosen as soon as it is listed
    QString m_interrupted; // the one that the notice is about
};

} // namespace interweave::ui
