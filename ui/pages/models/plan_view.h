// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/pull_plan_model.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace interweave::ui {

/// What the hub has and what a fetch would bring, to be changed before it starts. Hidden while
/// there is nothing to show.
class PlanView : public QWidget {
    Q_OBJECT

public:
    explicit PlanView(QWidget* parent = nullptr);

    void showPlan(const PullRequest& request, const PullPlan& plan);
    const PullPlanModel& plan() const { return m_model; }

Q_SIGNALS:
    void changed();
    void dismissed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTexts();
    void fitColumns();

    PullPlanModel m_model;
    QLabel* m_summary;
    QLabel* m_details;
    QLabel* m_advice;
    QTableView* m_table;
};

} // namespace interweave::ui
