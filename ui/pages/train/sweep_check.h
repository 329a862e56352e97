// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/sweep_store.h"
#include "ui/models/sweep_form.h"
#include "ui/pages/services.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QTimer;

namespace interweave::ui {

/// Whether what is written can start as a sweep, what it would be and how long it would take: asked
/// a moment after the last change, with the same messages as the command line's.
class SweepCheck : public QObject {
    Q_OBJECT

public:
    /// Makes the plan; on the library's thread, for it reads the recipe. Throws Error.
    using Maker = std::function<SweepPlan()>;

    explicit SweepCheck(Services& services, QObject* parent = nullptr);

    /// Until it has been checked nothing is valid.
    void check(Maker maker);
    /// Nothing can be checked; why.
    void refuse(const QString& why);
    /// What is asked is of no interest any more.
    void cancel();

    bool isValid() const { return m_valid; }
    const QString& problem() const { return m_problem; }
    const SweepPlan& plan() const { return m_plan; }
    const std::vector<SweepRunState>& runs() const { return m_runs; }
    const std::optional<double>& secondsOfOne() const { return m_secondsOfOne; }

Q_SIGNALS:
    void checked();

private:
    struct Found {
        SweepPlan plan;
        std::vector<SweepRunState> runs;
    };

    void ask();
    void take(const Outcome<Found>& outcome);
    void estimate();

    Services& m_services;
    Maker m_maker;
    bool m_valid = false;
    QString m_problem;
    SweepPlan m_plan;
    std::vector<SweepRunState> m_runs;
    std::optional<double> m_secondsOfOne; // training of one run; absent: not known
    quint64 m_asked = 0; // replies to older questions do not count
    JobId m_estimate = 0;
    QTimer* m_debounce;
};

} // namespace interweave::ui
