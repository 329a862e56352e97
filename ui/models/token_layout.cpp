// SPDX-License-Identifier: Apache-2.0
#include "ui/models/token_layout.h"

#include "ui/models/trace_text.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace interweave::ui {

void TokenLayout::setTokens(const std::vector<QString>& tokens, const WidthOf& widthOf)
{
    QHash<QString, double> widths;
    m_measured.clear();
    m_pieces.clear();
    m_lineStart.clear();
    m_firstLine.assign(tokens.size(), 0);
    bool afterSpace = true;
    for (size_t i = 0; i < tokens.size(); ++i)
        for (VisiblePiece& piece : visiblePieces(tokens[i])) {
            auto width = widths.find(piece.text);
            if (width == widths.end())
                width = widths.insert(piece.text, widthOf(piece.text));
            const bool beginsWord = afterSpace || piece.text.front().isSpace();
            afterSpace = piece.endsLine || piece.text.back().isSpace();
            m_measured.push_back(
                {static_cast<int>(i), std::move(piece.text), *width, beginsWord, piece.endsLine});
        }
}

void TokenLayout::wrap(double width, const WidthOf& widthOf)
{
    m_pieces.clear();
    m_lineStart.clear();
    std::fill(m_firstLine.begin(), m_firstLine.end(), -1);
    m_lineEnded = true;
    for (size_t from = 0; from < m_measured.size();) {
        double wordWidth = 0.0;
        size_t to = from;
        do
            wordWidth += m_measured[to].width;
        while (++to < m_measured.size() && !m_measured[to].beginsWord);
        if (m_x > 0.0 && m_x + wordWidth > width)
            m_lineEnded = true;
        for (; from < to; ++from)
            place(m_measured[from], width, widthOf);
    }
}

void TokenLayout::place(const Measured& piece, double width, const WidthOf& widthOf)
{
    if (m_x > 0.0 && m_x + piece.width > width)
        m_lineEnded = true;
    if (piece.width <= width) {
        put(piece.token, piece.text, piece.width);
    } else {
        QString part;
        for (qsizetype i = 0; i < piece.text.size(); ++i) {
            QString longer = part + piece.text[i];
            if (piece.text[i].isHighSurrogate() && i + 1 < piece.text.size())
                longer += piece.text[++i];
            if (!part.isEmpty() && widthOf(longer) > width) {
                put(piece.token, part, widthOf(part));
                m_lineEnded = true;
                longer.remove(0, part.size());
            }
            part = longer;
        }
        put(piece.token, part, widthOf(part));
    }
    m_lineEnded = m_lineEnded || piece.endsLine;
}

void TokenLayout::put(int token, const QString& text, double width)
{
    if (m_lineEnded) {
        m_lineStart.push_back(m_pieces.size());
        m_x = 0.0;
        m_lineEnded = false;
    }
    int& firstLine = m_firstLine[static_cast<size_t>(token)];
    if (firstLine < 0)
        firstLine = lines() - 1;
    m_pieces.push_back({token, m_x, width, text});
    m_x += width;
}

std::span<const TokenLayout::Piece> TokenLayout::line(int line) const
{
    const size_t from = m_lineStart[static_cast<size_t>(line)];
    const size_t to
        = line + 1 < lines() ? m_lineStart[static_cast<size_t>(line) + 1] : m_pieces.size();
    return std::span(m_pieces).subspan(from, to - from);
}

int TokenLayout::tokenAt(int line, double x) const
{
    if (line < 0 || line >= lines())
        return -1;
    for (const Piece& piece : this->line(line))
        if (x >= piece.x && x < piece.x + piece.width)
            return piece.token;
    return -1;
}

int TokenLayout::verticalNeighbour(int token, int step) const
{
    const int from = lineOf(token);
    const int to = std::clamp(from + step, 0, lines() - 1);
    if (to == from)
        return token;
    double middle = 0.0;
    for (const Piece& piece : line(from))
        if (piece.token == token) {
            middle = piece.x + piece.width / 2;
            break;
        }
    int nearest = token;
    double distance = HUGE_VAL;
    for (const Piece& piece : line(to)) {
        const double away = std::abs(piece.x + piece.width / 2 - middle);
        if (away < distance) {
            distance = away;
            nearest = piece.token;
        }
    }
    return nearest;
}

} // namespace interweave::ui
