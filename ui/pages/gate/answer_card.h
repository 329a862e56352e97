// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"
#include "ui/models/token_measures.h"
#include "ui/widgets/card.h"

#include <QImage>

#include <memory>

class QCheckBox;
class QLabel;
class QSlider;

namespace interweave::ui {

class MeasureLegend;
class Segmented;
class TokenText;

/// The answer of a trace, its tokens coloured by one of their measures, below the prompt that is
/// the gate's query.
class AnswerCard : public Card {
    Q_OBJECT

public:
    explicit AnswerCard(QWidget* parent = nullptr);

    void setTrace(std::shared_ptr<const Trace> trace);
    /// What goes on; empty: nothing.
    void setBusy(const QString& text);

    TokenText& text() const { return *m_text; }
    /// The whole answer as it is coloured, with the scale below it.
    QImage picture() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* queryRow();
    QLayout* legendRow();
    void choose(Measure measure);
    void colour();
    void showLegend();
    void updateSummary();
    QColor colourAt(double place) const;

    std::shared_ptr<const Trace> m_trace;
    Measure m_measure = Measure::BaseShare;
    MeasureScale m_scale;
    Segmented* m_measures;
    QWidget* m_queryRow;
    TokenText* m_query;
    TokenText* m_text;
    MeasureLegend* m_legend = nullptr;
    QCheckBox* m_stretch = nullptr;
    QSlider* m_intensity = nullptr;
    QLabel* m_summary;
    QString m_busy;
};

} // namespace interweave::ui
