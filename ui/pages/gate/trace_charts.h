// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"

#include <QWidget>

namespace interweave::ui {

class Card;
class HeatMap;
class LineChart;

/// The gate along the answer and each channel's part in it, with one chosen token in both.
class TraceCharts : public QWidget {
    Q_OBJECT

public:
    explicit TraceCharts(QWidget* parent = nullptr);

    void setTrace(const Trace& trace);
    void setToken(int token);

Q_SIGNALS:
    void tokenHovered(int token); // −1: the pointer left
    void tokenClicked(int token);

private:
    void setAlong(const Trace& trace);
    void setChannels(const Trace& trace);
    void hover(double token);

    int m_tokens = 0;
    Card* m_alongCard;
    LineChart* m_along;
    Card* m_channelsCard;
    HeatMap* m_channels;
};

} // namespace interweave::ui
