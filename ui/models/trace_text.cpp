// SPDX-License-Identifier: Apache-2.0
#include "ui/models/trace_text.h"

#include "core/support/number_text.h"

#include <cmath>

namespace interweave::ui {

namespace {

constexpr QChar kLineEnd(0x21B5);
constexpr QChar kTab(0x21E5);
constexpr QChar kControl(0x2423);
constexpr QChar kIncomplete(0x25CC);
constexpr QChar kNoFigure(0x2013);
constexpr QChar kMinus(0x2212);
constexpr QChar kEllipsis(0x2026);

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QChar visible(QChar c)
{
    if (c == u'\t')
        return kTab;
    return c.category() == QChar::Other_Control ? kControl : c;
}

QString withMinus(const std::string& number)
{
    QString text = QString::fromStdString(number);
    return text.startsWith(u'-') ? kMinus + text.mid(1) : text;
}

} // namespace

std::vector<VisiblePiece> visiblePieces(const QString& token)
{
    if (token.isEmpty())
        return {{QString(kIncomplete), false}};
    std::vector<VisiblePiece> pieces;
    QString text;
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (!endsLine(token[i])) {
            text += visible(token[i]);
            continue;
        }
        if (token[i] == u'\r' && i + 1 < token.size() && token[i + 1] == u'\n')
            ++i;
        pieces.push_back({text + kLineEnd, true});
        text.clear();
    }
    if (!text.isEmpty())
        pieces.push_back({text, false});
    return pieces;
}

QString visibleText(const QString& token, int most)
{
    QString text;
    for (const VisiblePiece& piece : visiblePieces(token.left(most + 1)))
        text += piece.text;
    return text.size() > most ? text.left(most) + kEllipsis : text;
}

QString quotedToken(const std::string& token, int most)
{
    return u'"' + visibleText(QString::fromStdString(token), most) + u'"';
}

QString traceFigure(double value)
{
    return std::isfinite(value) ? withMinus(formatNumber(value)) : QString(kNoFigure);
}

QString shareFigure(double value)
{
    return std::isfinite(value) ? withMinus(formatFixed(value, 2)) : QString(kNoFigure);
}

QString narrowShareFigure(double value)
{
    return std::isfinite(value) ? withMinus(formatFixed(value, 3)) : QString(kNoFigure);
}

QString hashEnds(const std::string& hash)
{
    constexpr size_t kHead = 4;
    constexpr size_t kTail = 2;
    const QString text = QString::fromStdString(hash);
    if (hash.empty())
        return kNoFigure;
    return hash.size() <= kHead + kTail ? text : text.left(kHead) + kEllipsis + text.right(kTail);
}

} // namespace interweave::ui
