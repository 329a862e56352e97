// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace interweave::ui {

/// A part of a token as it is drawn.
struct VisiblePiece {
    QString text;
    bool endsLine = false;
};

/// A token as it is drawn: line ends as ↵ at the end of a piece, tabs as ⇥, other controls as ␣; a
/// token without text, a part of a character that the next one completes, as ◌. Never empty.
std::vector<VisiblePiece> visiblePieces(const QString& token);
/// The same in one line, cut after `most` characters.
QString visibleText(const QString& token, int most = 200);
/// In quotation marks, so that spaces at its ends are seen.
QString quotedToken(const std::string& token, int most = 40);

/// Three significant digits; an en dash for what is not a number.
QString traceFigure(double value);
/// Two digits after the point; an en dash for what is not a number.
QString shareFigure(double value);
/// Three digits after the point, for shares that lie close together.
QString narrowShareFigure(double value);
/// A hash's first four and last two digits.
QString hashEnds(const std::string& hash);

} // namespace interweave::ui
