// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/trace_charts.h"

#include "ui/models/token_measures.h"
#include "ui/models/trace_text.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/line_chart.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

// At the smallest window: what reads without labels over each other.
constexpr int kAlongHeight = 84;
constexpr int kChannelsHeight = 116;

// More tokens than this are a block of colour: their trend is drawn, in so many parts.
constexpr size_t kFewTokens = 500;
constexpr size_t kGroups = 100;

} // namespace

TraceCharts::TraceCharts(QWidget* parent)
    : QWidget(parent)
    , m_alongCard(new Card(tr("Along the answer"), this))
    , m_along(new LineChart(this))
    , m_channelsCard(new Card(tr("Channels"), this))
    , m_channels(new HeatMap(this))
{
    m_along->setObjectName(QStringLiteral("gateAlong"));
    m_along->setAccessibleName(tr("Base share along the answer"));
    m_along->setYRange(0.0, 1.0);
    m_along->setMinimumHeight(kAlongHeight);
    m_along->setEmptyText(tr("The gate along the answer's tokens"));
    m_alongCard->setQualifier(tr("base share of each token"));
    m_alongCard->addWidget(m_along, 1);
    m_channels->setObjectName(QStringLiteral("gateChannels"));
    m_channels->setAccessibleName(tr("Each channel's part in the gate, token by token"));
    m_channels->setMinimumHeight(kChannelsHeight);
    m_channels->setEmptyText(tr("What each channel of the gate adds, token by token"));
    m_channelsCard->setQualifier(tr("signed part in the gate's mean, before the sigmoid"));
    m_channelsCard->addWidget(m_channels, 1);

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_alongCard, 2);
    column->addWidget(m_channelsCard, 3);

    // Tokens count from 1 along the axis, columns from 0.
    connect(m_along, &LineChart::hovered, this, [this](double x) { hover(x - 1.0); });
    connect(m_along, &LineChart::clicked, this, [this](double x) {
        if (m_tokens > 0)
            Q_EMIT tokenClicked(std::clamp(static_cast<int>(std::lround(x)) - 1, 0, m_tokens - 1));
    });
    connect(m_channels, &HeatMap::hovered, this, &TraceCharts::hover);
    connect(m_channels, &HeatMap::columnClicked, this, &TraceCharts::tokenClicked);
}

void TraceCharts::setTrace(const Trace& trace)
{
    m_tokens = static_cast<int>(trace.answer.size());
    setAlong(trace);
    setChannels(trace);
}

void TraceCharts::setAlong(const Trace& trace)
{
    Line line;
    line.colour = [] { return colours().base; };
    std::vector<double> shares;
    for (const TokenTrace& token : trace.answer) {
        shares.push_back(token.gateMean);
        line.x.push_back(static_cast<double>(shares.size()));
    }
    line.y = QVector<double>(shares.begin(), shares.end());
    if (shares.size() <= kFewTokens) {
        for (const TokenTrace& token : trace.answer) {
            line.low.push_back(std::max(token.gateMin, token.gateMean - token.gateStd));
            line.high.push_back(std::min(token.gateMax, token.gateMean + token.gateStd));
        }
        m_alongCard->setQualifier(
            tr("base share of each token, ± 1 standard deviation over the hidden dimensions"));
    } else {
        const size_t window = shares.size() / kGroups | 1; // odd
        const std::vector<double> means = movingMean(shares, window);
        line.raw = line.y;
        line.y = QVector<double>(means.begin(), means.end());
        m_alongCard->setQualifier(
            tr("base share, mean of %1 neighbours; faintly: each token").arg(window));
    }
    m_along->setLines({std::move(line)});
    m_along->resetView();
}

void TraceCharts::setChannels(const Trace& trace)
{
    size_t channels = 0;
    for (const TokenTrace& token : trace.answer)
        channels = std::max(channels, token.channels.size());
    QStringList rows;
    for (size_t channel = 1; channel <= channels; ++channel)
        rows << tr("ch %1").arg(channel);
    QStringList columns;
    std::vector<std::vector<double>> values;
    values.reserve(trace.answer.size());
    for (const TokenTrace& token : trace.answer) {
        columns
            << QStringLiteral("%1  %2").arg(columns.size() + 1).arg(quotedToken(token.token.text));
        values.push_back(token.channels);
        values.back().resize(channels, 0.0);
    }
    m_channelsCard->setTitle(channels == 8 ? tr("Eight channels")
            : channels == 1                ? tr("One channel")
                                           : tr("%1 channels").arg(channels));
    m_channels->setCells(std::move(rows), std::move(columns), std::move(values));
    m_channels->resetView();
}

void TraceCharts::setToken(int token)
{
    m_along->setCursor(token + 1.0);
    m_channels->setChosenColumn(token);
}

void TraceCharts::hover(double token)
{
    if (!std::isfinite(token)) {
        Q_EMIT tokenHovered(-1);
        return;
    }
    const auto index = static_cast<int>(std::lround(token));
    if (index >= 0 && index < m_tokens)
        Q_EMIT tokenHovered(index);
}

} // namespace interweave::ui
