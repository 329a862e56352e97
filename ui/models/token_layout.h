// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <span>
#include <vector>

namespace interweave::ui {

/// Where the tokens of a text stand when it is wrapped at a width: a word of several tokens stays
/// together where it fits, a longer one is broken between its tokens, a longer token within. Spaces
/// are kept, line ends are shown and break the line.
class TokenLayout {
public:
    using WidthOf = std::function<double(const QString&)>;

    /// A token, or the part of it that stands on one line.
    struct Piece {
        int token = 0;
        double x = 0.0;
        double width = 0.0;
        QString text;
    };

    /// Each different token is measured once; the next `wrap` places them.
    void setTokens(const std::vector<QString>& tokens, const WidthOf& widthOf);
    void wrap(double width, const WidthOf& widthOf);

    int tokens() const { return static_cast<int>(m_firstLine.size()); }
    int lines() const { return static_cast<int>(m_lineStart.size()); }
    std::span<const Piece> line(int line) const;
    /// The token at a place; −1 beside the text.
    int tokenAt(int line, double x) const;
    /// The line of a token's first piece.
    int lineOf(int token) const { return m_firstLine[static_cast<size_t>(token)]; }
    /// The token nearest in x, `step` lines further down; itself at the ends.
    int verticalNeighbour(int token, int step) const;

private:
    struct Measured {
        int token = 0;
        QString text;
        double width = 0.0;
        bool beginsWord = false;
        bool endsLine = false;
    };

    void place(const Measured& piece, double width, const WidthOf& widthOf);
    void put(int token, const QString& text, double width);

    std::vector<Measured> m_measured; // in their order, without places
    std::vector<Piece> m_pieces;
    std::vector<size_t> m_lineStart; // index into m_pieces
    std::vector<int> m_firstLine; // of each token
    double m_x = 0.0; // where the next piece goes
    bool m_lineEnded = true;
};

} // namespace interweave::ui
