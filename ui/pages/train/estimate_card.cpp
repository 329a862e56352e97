// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/estimate_card.h"

#include "ui/pages/train/run_facts.h"

#include <QTimer>

#include <memory>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kDebounceMs = 400;

} // namespace

EstimateCard::EstimateCard(EngineThread& engine, QWidget* parent)
    : FactsCard(tr("Before the start"), parent)
    , m_engine(engine)
    , m_debounce(new QTimer(this))
{
    setObjectName(QStringLiteral("estimateCard"));
    setQualifier(tr("estimate"));
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMs);
    connect(m_debounce, &QTimer::timeout, this, &EstimateCard::ask);
}

void EstimateCard::estimate(const TrainRequest& request)
{
    m_request = request;
    m_engine.cancel(std::exchange(m_job, 0));
    setRemark(tr("Estimating…"));
    m_debounce->start();
}

void EstimateCard::showNothing(const QString& why)
{
    m_debounce->stop();
    m_engine.cancel(std::exchange(m_job, 0));
    setFacts({});
    setRemark(why);
}

void EstimateCard::ask()
{
    const auto job = std::make_shared<JobId>(0);
    m_job = *job = m_engine.ask(
        this,
        [request = m_request](Engine& engine, std::stop_token stop) {
            return engine.estimate(request, std::move(stop));
        },
        [this, job](const Outcome<TrainEstimate>& outcome) {
            if (*job == m_job)
                show(outcome);
        });
}

void EstimateCard::show(const Outcome<TrainEstimate>& outcome)
{
    m_job = 0;
    if (outcome) {
        setFacts(estimateFacts(outcome.value()));
        setRemark(speedRemark(outcome.value()));
        return;
    }
    setFacts({});
    setRemark(outcome.failure().text(), true);
}

} // namespace interweave::ui
