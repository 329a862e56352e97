// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/token_view.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QTextCursor>

namespace interweave::ui {

namespace {

QTextCharFormat formatOf(TokenRun::Kind kind, bool odd)
{
    const Colours& now = colours();
    QTextCharFormat format;
    const bool learned = kind == TokenRun::Kind::Learned;
    const QColor ground = learned ? now.interwoven : now.secondary;
    format.setBackground(mixed(now.surface, ground, (learned ? 0.18 : 0.06) + (odd ? 0.08 : 0.0)));
    format.setForeground(kind == TokenRun::Kind::Cut ? now.secondary : now.text);
    format.setFontStrikeOut(kind == TokenRun::Kind::Cut);
    return format;
}

} // namespace

TokenView::TokenView(QWidget* parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setObjectName(QStringLiteral("dataTokens"));
    setAccessibleName(tr("Tokens with the loss mask"));
}

void TokenView::showTokens(QVector<TokenRun> tokens)
{
    m_tokens = std::move(tokens);
    write();
}

void TokenView::write()
{
    clear();
    QTextCursor cursor(document());
    bool odd = false;
    for (const TokenRun& token : std::as_const(m_tokens)) {
        cursor.insertText(token.text, formatOf(token.kind, odd));
        odd = !odd;
    }
    moveCursor(QTextCursor::Start);
}

void TokenView::changeEvent(QEvent* event)
{
    if (isThemeChange(*event))
        write();
    QTextEdit::changeEvent(event);
}

} // namespace interweave::ui
