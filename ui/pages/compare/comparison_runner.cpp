// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/comparison_runner.h"

namespace interweave::ui {

namespace {

constexpr int kMostFailuresInARow = 3;

} // namespace

ComparisonRunner::ComparisonRunner(EngineThread& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
}

ComparisonRunner::~ComparisonRunner()
{
    if (m_running)
        m_engine.cancel(m_job);
}

void ComparisonRunner::start(Order order)
{
    Q_ASSERT(!m_running);
    m_order = std::move(order);
    m_prompt = 0;
    m_failures = 0;
    m_failuresInARow = 0;
    m_cancelled = false;
    m_running = !m_order.prompts.isEmpty();
    if (m_running)
        next();
}

void ComparisonRunner::cancel()
{
    if (!m_running)
        return;
    m_cancelled = true;
    m_engine.cancel(m_job);
}

void ComparisonRunner::next()
{
    Q_EMIT began(m_prompt);
    CompareRequest request;
    request.model.path = m_order.runId.toStdString();
    request.model.adapter = m_order.adapter;
    request.prompt = m_order.prompts[m_prompt].toStdString();
    request.sampling = m_order.sampling;
    request.save = m_order.keep;
    if (m_order.chat)
        request.chat.emplace();
    m_job = m_engine.compare(
        std::move(request), this,
        [this](const std::vector<EngineThread::StreamedToken>& tokens) { Q_EMIT streamed(tokens); },
        [this](Outcome<Comparison> outcome) { take(std::move(outcome)); });
}

void ComparisonRunner::take(Outcome<Comparison> outcome)
{
    if (outcome) {
        m_failuresInARow = 0;
        Q_EMIT answered(m_prompt,
            std::make_shared<const ShownComparison>(
                ShownComparison{m_order.name, m_order.prompts[m_prompt], m_order.sampling,
                    std::move(outcome.value()), m_order.chat}));
    } else if (!outcome.failure().cancelled()) {
        ++m_failures;
        ++m_failuresInARow;
        m_failure = outcome.failure();
        Q_EMIT failed(m_prompt, m_failure);
    }
    ++m_prompt;
    if (!m_cancelled && m_prompt < m_order.prompts.size()
        && m_failuresInARow < kMostFailuresInARow) {
        next();
        return;
    }
    m_running = false;
    Q_EMIT ended();
}

} // namespace interweave::ui
