// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/answer_card.h"

#include "ui/models/trace_text.h"
#include "ui/pages/gate/measure_legend.h"
#include "ui/pages/gate/token_text.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSlider>

#include <array>

namespace interweave::ui {

namespace {

// In the order of their segments.
constexpr std::array kMeasures{
    Measure::BaseShare, Measure::KlBase, Measure::KlTuned, Measure::Entropy, Measure::LogitShare};
constexpr int kIntensity = 75; // percent
constexpr int kQueryLines = 3;
constexpr int kRoomyHeight = 300; // below it the query has one line: the prompt is seen above
constexpr int kQueryPixels = 13;

template <class Token, class TextOf>
std::vector<QString> texts(const std::vector<Token>& tokens, TextOf textOf)
{
    std::vector<QString> texts;
    texts.reserve(tokens.size());
    for (const Token& token : tokens)
        texts.push_back(QString::fromStdString(textOf(token)));
    return texts;
}

} // namespace

AnswerCard::AnswerCard(QWidget* parent)
    : Card(tr("Answer, coloured by which memory speaks"), parent)
    , m_measures(new Segmented(
          {tr("Base share"), tr("KL to base"), tr("KL to tuned"), tr("Entropy"), tr("Logit split")},
          this))
    , m_queryRow(queryRow())
    , m_text(new TokenText(this))
{
    m_measures->setObjectName(QStringLiteral("gateMeasure"));
    m_measures->setAccessibleName(tr("What the tokens are coloured by"));
    const QStringList meanings{
        tr("The mean of the gate: how much of the base memory is in the mix"),
        tr("How far the mix is from what the base model would say, KL(base ‖ mix)"),
        tr("How far the mix is from what the tuned model would say, KL(tuned ‖ mix)"),
        tr("How unsure the mix is of this token"),
        tr("How much of the chosen token's logit each memory gave, exactly")};
    const QList<QAbstractButton*> segments = m_measures->findChildren<QAbstractButton*>();
    for (qsizetype i = 0; i < segments.size(); ++i)
        segments[i]->setToolTip(meanings[i]);
    addHeaderWidget(m_measures);
    addWidget(m_queryRow);
    m_queryRow->hide();

    m_text->setObjectName(QStringLiteral("gateText"));
    m_text->setAccessibleName(tr("Answer"));
    m_text->setPlaceholder(tr("The answer will stand here, each word in the colour of the memory "
                              "that speaks. Write a prompt and press Generate."));
    addWidget(m_text, 1);
    addLayout(legendRow());
    connect(m_measures, &Segmented::picked, this,
        [this](int index) { choose(kMeasures[static_cast<size_t>(index)]); });
    choose(Measure::BaseShare);
}

QWidget* AnswerCard::queryRow()
{
    auto* const holder = new QWidget(this);
    auto* const row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* const label = secondaryLabel(tr("Query"), holder);
    label->setToolTip(tr("The prompt's tokens: the gate asks its question with their means"));
    label->setContentsMargins(0, 4, 0, 0);
    m_query = new TokenText(holder);
    m_query->setObjectName(QStringLiteral("gateQuery"));
    m_query->setAccessibleName(tr("Query: the prompt's tokens"));
    m_query->setChoosable(false);
    m_query->setTextPixels(kQueryPixels);
    m_query->setMaximumLines(1);
    // Neighbours differ a little, so that the tokens are seen.
    m_query->setColours([](int token) {
        return token % 2 == 0 ? colours().soft : mixed(colours().soft, colours().line, 0.6);
    });
    row->addWidget(label, 0, Qt::AlignTop);
    row->addWidget(m_query, 1);
    return holder;
}

QLayout* AnswerCard::legendRow()
{
    m_legend = new MeasureLegend(this);
    m_legend->setObjectName(QStringLiteral("gateLegend"));
    m_stretch = new QCheckBox(tr("Stretch"), this);
    m_stretch->setObjectName(QStringLiteral("gateStretch"));
    m_stretch->setAccessibleName(tr("Stretch the colour scale to this answer"));
    connect(m_stretch, &QCheckBox::toggled, this, [this] { choose(m_measure); });
    m_intensity = new QSlider(Qt::Horizontal, this);
    m_intensity->setObjectName(QStringLiteral("gateIntensity"));
    m_intensity->setRange(10, 100);
    m_intensity->setValue(kIntensity);
    m_intensity->setFixedWidth(96);
    m_intensity->setAccessibleName(tr("Intensity of the colours"));
    m_intensity->setToolTip(tr("How strong the colours are"));
    m_summary = secondaryLabel({}, this);
    m_summary->setObjectName(QStringLiteral("gateSummary"));
    connect(m_intensity, &QSlider::valueChanged, this, &AnswerCard::colour);
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_legend, 1);
    row->addWidget(m_stretch);
    row->addSpacing(8);
    row->addWidget(secondaryLabel(tr("Intensity"), this));
    row->addWidget(m_intensity);
    row->addSpacing(8);
    row->addWidget(m_summary);
    return row;
}

void AnswerCard::setTrace(std::shared_ptr<const Trace> trace)
{
    m_trace = std::move(trace);
    m_text->setTokens(
        texts(m_trace->answer, [](const TokenTrace& token) { return token.token.text; }));
    m_query->setTokens(texts(m_trace->query, [](const TextToken& token) { return token.text; }));
    m_queryRow->setVisible(!m_trace->query.empty());
    choose(m_measure);
}

void AnswerCard::setBusy(const QString& text)
{
    m_busy = text;
    updateSummary();
}

void AnswerCard::choose(Measure measure)
{
    m_measure = measure;
    m_scale = scaleOf(
        m_trace ? m_trace->answer : std::vector<TokenTrace>(), measure, m_stretch->isChecked());
    m_stretch->setEnabled(isShare(measure));
    m_stretch->setToolTip(isShare(measure)
            ? tr("Full colour for the share of this answer that is farthest from 0.5, so that "
                 "small differences are seen; the scale says how small")
            : tr("This scale follows the answer already"));
    colour();
    updateSummary();
}

QColor AnswerCard::colourAt(double place) const
{
    const double intensity = m_intensity->value() / 100.0;
    return m_scale.diverging ? shareColour(place, intensity)
                             : scaleColour(place, colours().interwoven, intensity);
}

void AnswerCard::colour()
{
    showLegend();
    m_text->setColours([this](int token) {
        return colourAt(
            m_scale.place(measured(m_trace->answer[static_cast<size_t>(token)], m_measure)));
    });
}

void AnswerCard::showLegend()
{
    const auto colourOf = [this](double place) { return colourAt(place); };
    if (!m_scale.diverging) {
        m_legend->setScale({tr("0"), tr("≥ %1 nats").arg(traceFigure(m_scale.high)),
                               colours().secondary, colours().secondary, false},
            colourOf);
        m_legend->setToolTip(tr("Full colour from the 95th percentile of this answer"));
        return;
    }
    const bool stretched = m_stretch->isChecked();
    const QString low = stretched ? narrowShareFigure(m_scale.low) : QStringLiteral("0");
    const QString high = stretched ? narrowShareFigure(m_scale.high) : QStringLiteral("1");
    m_legend->setScale(
        {tr("tuned %1").arg(low), tr("%1 base").arg(high), colours().tuned, colours().base, true},
        colourOf);
    m_legend->setToolTip(stretched
            ? tr("Full colour at %1 and %2, as far from 0.5 as this answer goes; 1 would be the "
                 "base memory alone, 0 the tuned one alone")
                  .arg(low, high)
            : tr("1: the base memory alone, 0: the tuned one alone, 0.5: both alike"));
}

QImage AnswerCard::picture() const
{
    const QImage text = m_text->picture();
    const double scale = text.devicePixelRatio();
    QImage image(text.width(), text.height() + qRound(m_legend->height() * scale), text.format());
    image.setDevicePixelRatio(scale);
    image.fill(colours().surface);
    QPainter painter(&image);
    painter.drawImage(QPointF(0, 0), text);
    m_legend->render(
        &painter, QPoint(0, qRound(text.height() / scale)), {}, QWidget::RenderFlags());
    return image;
}

void AnswerCard::updateSummary()
{
    if (!m_busy.isEmpty() || !m_trace) {
        m_summary->setText(m_busy);
        return;
    }
    const double mean = meanOf(m_trace->answer, m_measure);
    m_summary->setText((m_scale.diverging ? tr("mean %1").arg(shareFigure(mean))
                                          : tr("mean %1 nats").arg(traceFigure(mean)))
        + QStringLiteral(" · ")
        + (m_trace->answer.size() == 1 ? tr("1 token")
                                       : tr("%1 tokens").arg(m_trace->answer.size())));
}

void AnswerCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    m_query->setMaximumLines(height() < kRoomyHeight ? 1 : kQueryLines);
}

void AnswerCard::changeEvent(QEvent* event)
{
    Card::changeEvent(event);
    if (isThemeChange(*event) && m_legend)
        colour();
}

} // namespace interweave::ui
