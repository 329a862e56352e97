// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/hub_thread.h"
#include "ui/models/model_table_model.h"
#include "ui/pages/page.h"

class QLineEdit;
class QStackedWidget;

namespace interweave::ui {

class Card;
class FetchCard;
class ModelCard;
class ModelCheck;
class ModelLister;
class ModelRemovals;
class ModelsTable;
struct CheckSummary;

/// The models and data sets on this machine: what is there, what it will take, fetched from the
/// hub, verified, deleted; from here a model goes to the Train page. The hub must outlive the page.
class ModelsPage : public Page {
    Q_OBJECT

public:
    ModelsPage(Services& services, HubThread& hub, QWidget* parent = nullptr);
    ~ModelsPage() override;

    void activate() override;

private:
    void buildHeader();
    void buildBody();
    QWidget* emptyState();
    void connectParts();

    void showRows();
    void showChosen();
    void showState();
    QString busyReason(const QString& key) const;

    void fetchStarted();
    void fetchEnded(const Outcome<PullResult>& outcome);
    void trainFrom(const QString& key, const QString& folder);
    void fetchChosen();
    void verifyChosen();
    void showVerdict(const QString& name, const CheckSummary& summary);
    void removeChosen();

    HubThread& m_hub;
    ModelLister* m_lister;
    ModelTableModel m_model;
    bool m_fetchListed = false; // what is being fetched was looked for in the cache
    QString m_chooseWhenThere; // the key of what was fetched last
    QLineEdit* m_search = nullptr;
    QPushButton* m_main = nullptr;
    QPushButton* m_emptyFetch = nullptr;
    QStackedWidget* m_stack = nullptr;
    Card* m_tableCard = nullptr;
    ModelsTable* m_table;
    FetchCard* m_fetch;
    ModelCard* m_card;
    ModelCheck* m_check;
    ModelRemovals* m_removals;
};

} // namespace interweave::ui
