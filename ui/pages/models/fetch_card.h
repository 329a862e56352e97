// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/hub_thread.h"
#include "ui/models/fetch_entry.h"
#include "ui/widgets/card.h"

class QLineEdit;
class QPushButton;

namespace interweave::ui {

class PlanView;
class Segmented;
class TransferView;

/// What to fetch from the hub: named, then asked of the hub and shown with its files and their
/// sizes, then fetched with progress. One at a time.
class FetchCard : public Card {
    Q_OBJECT

public:
    explicit FetchCard(HubThread& hub, QWidget* parent = nullptr);

    /// The hub may be asked; else no request is made, and the card says so.
    void setOffline(bool offline);
    bool canStart() const { return !m_offline && !running(); }
    /// Why not, in plain words; empty: it can.
    QString whyNot() const;
    bool running() const { return m_job != 0; }
    bool isPlanned() const; // the files are shown and can be fetched
    const PullRequest& request() const { return m_request; } // the one that runs, or ran last

    /// What start does next, for its button.
    QString actionText() const;
    QString actionToolTip() const;
    bool canAct() const;

    /// What is written: says under its field what is wrong with it, or asks the hub and shows the
    /// files. What is shown: fetches it.
    void start();
    /// Asks the hub and shows the files.
    void propose(const PullRequest& request);
    /// Without asking: again, the rest, or damaged files.
    void fetch(const PullRequest& request);
    void focusName();
    void focusFiles();

Q_SIGNALS:
    void actionChanged();
    void planFailed(const interweave::ui::Failure& failure);
    void started();
    void progressed(const interweave::PullProgress& progress);
    void ended(const interweave::ui::Outcome<interweave::PullResult>& outcome);

private:
    void addFields();
    void addAdvanced();
    QLabel* addProblem(const QString& objectName);
    void showMore(bool more);
    FetchEntry entry() const;
    void showEntry(const FetchEntry& entry);
    void showProblem(QLineEdit& field, QLabel& label, const QString& problem);
    void clearProblems();
    void dismissPlan();
    void takePlan(const Outcome<PullPlan>& outcome);
    void pull(PullRequest request);
    void end(const Outcome<PullResult>& outcome);
    void updateState();

    HubThread& m_hub;
    PullRequest m_request;
    JobId m_job = 0;
    bool m_asking = false; // the job is a plan, no pull
    bool m_offline = false;
    QLineEdit* m_name;
    Segmented* m_kind;
    QPushButton* m_more;
    QWidget* m_advanced;
    QLineEdit* m_revision;
    QLineEdit* m_files;
    QLabel* m_nameProblem = nullptr;
    QLabel* m_revisionProblem = nullptr;
    QLabel* m_offlineText;
    PlanView* m_plan;
    TransferView* m_transfer;
};

} // namespace interweave::ui
