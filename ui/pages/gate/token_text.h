// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/token_layout.h"

#include <QAbstractScrollArea>
#include <QColor>
#include <QFontMetricsF>
#include <QImage>

#include <functional>
#include <vector>

namespace interweave::ui {

/// A text as its tokens, each on its own colour. Only what is seen is painted, so that thousands of
/// tokens scroll smoothly. The pointer chooses a token for as long as it stands there, a click or
/// the arrow keys lock one, Esc unlocks, Ctrl+C copies the text.
class TokenText : public QAbstractScrollArea {
    Q_OBJECT

public:
    using ColourOf = std::function<QColor(int token)>; // asked for what is painted only

    explicit TokenText(QWidget* parent = nullptr);

    void setTokens(const std::vector<QString>& tokens);
    /// Repaints; call it again, or update(), when what it says has changed.
    void setColours(ColourOf colourOf);
    /// What stands here while there are no tokens.
    void setPlaceholder(const QString& text);
    void setTextPixels(int pixels);
    /// A text that is only read: no token can be chosen.
    void setChoosable(bool on);
    /// As high as its lines, at most so many; more scroll.
    void setMaximumLines(int lines);

    QString text() const { return m_text; }
    int locked() const { return m_locked; }
    /// As a click does; −1 unlocks. Says so, and shows the token.
    void lock(int token);
    /// Marks the token that stands under the pointer here or in a chart; −1: none.
    void markHovered(int token);

    /// The whole text, also what is scrolled away.
    QImage picture() const;

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void tokenHovered(int token); // −1: the pointer left
    void tokenLocked(int token); // −1: unlocked

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void measureTokens();
    void wrap();
    void paintLine(QPainter& painter, int line, double top) const;
    void paintMark(QPainter& painter, const TokenLayout::Piece& piece, double top) const;
    int tokenAt(const QPointF& place) const;
    void moveLock(int key);
    void showToken(int token);
    QFont textFont() const;
    int lineHeight() const;
    double wrapWidth() const;
    TokenLayout::WidthOf widthOf() const;

    std::vector<QString> m_tokens;
    QString m_text;
    QString m_placeholder;
    ColourOf m_colourOf;
    TokenLayout m_layout;
    int m_textPixels = 15;
    int m_maximumLines = 0; // 0: takes the room that there is
    bool m_choosable = true;
    int m_locked = -1;
    int m_hovered = -1;
};

} // namespace interweave::ui
