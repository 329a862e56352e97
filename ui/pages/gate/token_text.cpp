// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/token_text.h"

#include "ui/pages/gate/contrast.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr int kLineGap = 3; // between the colours of two lines
constexpr int kTokenPadding = 2; // of a token's colour, above and below its text
constexpr int kEdge = 3; // room for the mark around a token at the edge
constexpr double kCorner = 3.0;
constexpr int kMaximumPicturePixels = 30'000; // a painter's limit is 32,767

} // namespace

TokenText::TokenText(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
}

void TokenText::setTokens(const std::vector<QString>& tokens)
{
    m_tokens = tokens;
    m_text.clear();
    for (const QString& token : m_tokens)
        m_text += token;
    m_locked = m_hovered = -1;
    measureTokens();
    verticalScrollBar()->setValue(0);
}

void TokenText::setColours(ColourOf colourOf)
{
    m_colourOf = std::move(colourOf);
    viewport()->update();
}

void TokenText::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    viewport()->update();
}

void TokenText::setTextPixels(int pixels)
{
    m_textPixels = pixels;
    measureTokens();
}

void TokenText::setChoosable(bool on)
{
    m_choosable = on;
}

void TokenText::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    wrap();
}

void TokenText::lock(int token)
{
    m_locked = token;
    if (token >= 0)
        showToken(token);
    viewport()->update();
    Q_EMIT tokenLocked(token);
}

void TokenText::markHovered(int token)
{
    if (std::exchange(m_hovered, token) != token)
        viewport()->update();
}

QFont TokenText::textFont() const
{
    QFont font = this->font();
    font.setPixelSize(m_textPixels);
    return font;
}

int TokenText::lineHeight() const
{
    return QFontMetrics(textFont()).height() + 2 * kTokenPadding + kLineGap;
}

TokenLayout::WidthOf TokenText::widthOf() const
{
    return [metrics = QFontMetricsF(textFont())](
               const QString& text) { return metrics.horizontalAdvance(text); };
}

double TokenText::wrapWidth() const
{
    return std::max(40, viewport()->width() - 2 * kEdge);
}

QSize TokenText::minimumSizeHint() const
{
    return {120, lineHeight() * (m_maximumLines > 0 ? 1 : 2)};
}

void TokenText::measureTokens()
{
    m_layout.setTokens(m_tokens, widthOf());
    wrap();
}

void TokenText::wrap()
{
    m_layout.wrap(wrapWidth(), widthOf());
    const int height = m_layout.lines() * lineHeight();
    if (m_maximumLines > 0)
        setFixedHeight(std::clamp(m_layout.lines(), 1, m_maximumLines) * lineHeight());
    verticalScrollBar()->setSingleStep(lineHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    viewport()->update();
}

void TokenText::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont());
    if (m_tokens.empty()) {
        painter.setPen(colours().secondary);
        painter.setFont(font());
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        return;
    }
    const int scrolled = verticalScrollBar()->value();
    const int first = (event->rect().top() + scrolled) / lineHeight();
    const int last
        = std::min(m_layout.lines() - 1, (event->rect().bottom() + scrolled) / lineHeight());
    for (int line = first; line <= last; ++line)
        paintLine(painter, line, line * lineHeight() - scrolled);
    if (hasFocus() && m_locked < 0) {
        painter.setPen(colours().interwoven);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void TokenText::paintLine(QPainter& painter, int line, double top) const
{
    const double height = lineHeight() - kLineGap;
    const double baseline = top + kLineGap / 2.0 + kTokenPadding + painter.fontMetrics().ascent();
    for (const TokenLayout::Piece& piece : m_layout.line(line)) {
        const QColor colour = m_colourOf ? m_colourOf(piece.token) : colours().surface;
        const QRectF place(kEdge + piece.x, top + kLineGap / 2.0, piece.width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(place.adjusted(0.5, 0, -0.5, 0), kCorner, kCorner);
        painter.setPen(readableOn(colour));
        painter.drawText(QPointF(place.left(), baseline), piece.text);
    }
    for (const TokenLayout::Piece& piece : m_layout.line(line)) // over their neighbours
        if (piece.token == m_locked || piece.token == m_hovered)
            paintMark(painter, piece, top);
}

void TokenText::paintMark(QPainter& painter, const TokenLayout::Piece& piece, double top) const
{
    const bool locked = piece.token == m_locked;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(locked ? colours().interwoven : colours().text, locked ? 2.0 : 1.0));
    painter.drawRoundedRect(
        QRectF(kEdge + piece.x, top + kLineGap / 2.0, piece.width, lineHeight() - kLineGap)
            .adjusted(-0.5, 0.0, 0.5, 0.0),
        kCorner, kCorner);
}

QImage TokenText::picture() const
{
    const QSize size(viewport()->width(), std::max(1, m_layout.lines()) * lineHeight());
    const double scale = std::min(2.0, static_cast<double>(kMaximumPicturePixels) / size.height());
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(colours().surface);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont());
    for (int line = 0; line < m_layout.lines(); ++line)
        paintLine(painter, line, line * lineHeight());
    return image;
}

void TokenText::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    wrap();
}

int TokenText::tokenAt(const QPointF& place) const
{
    const double y = place.y() + verticalScrollBar()->value();
    return m_choosable
        ? m_layout.tokenAt(static_cast<int>(std::floor(y / lineHeight())), place.x() - kEdge)
        : -1;
}

void TokenText::mouseMoveEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position());
    if (token == m_hovered)
        return;
    markHovered(token);
    Q_EMIT tokenHovered(token);
}

void TokenText::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position());
    if (event->button() != Qt::LeftButton || token < 0)
        return;
    lock(token == m_locked ? -1 : token);
}

void TokenText::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(m_text);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_locked < 0)
            break;
        lock(-1);
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (!m_choosable || m_tokens.empty())
            break;
        moveLock(event->key());
        return;
    default: break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void TokenText::moveLock(int key)
{
    const int last = m_layout.tokens() - 1;
    int token = std::max(m_locked, 0);
    if (m_locked >= 0 || key == Qt::Key_End)
        switch (key) {
        case Qt::Key_Left: --token; break;
        case Qt::Key_Right: ++token; break;
        case Qt::Key_Up: token = m_layout.verticalNeighbour(token, -1); break;
        case Qt::Key_Down: token = m_layout.verticalNeighbour(token, 1); break;
        case Qt::Key_Home: token = 0; break;
        case Qt::Key_End: token = last; break;
        default: break;
        }
    lock(std::clamp(token, 0, last));
}

void TokenText::showToken(int token)
{
    const int top = m_layout.lineOf(token) * lineHeight();
    QScrollBar& bar = *verticalScrollBar();
    if (top < bar.value())
        bar.setValue(top);
    else if (top + lineHeight() > bar.value() + viewport()->height())
        bar.setValue(top + lineHeight() - viewport()->height());
}

bool TokenText::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        markHovered(-1);
        Q_EMIT tokenHovered(-1);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenText::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measureTokens();
    if (isThemeChange(*event))
        viewport()->update();
}

void TokenText::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenText::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace interweave::ui
