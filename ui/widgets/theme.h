// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

class QApplication;
class QEvent;

namespace interweave::ui {

/// What each colour means, the same in every chart, table and token.
struct Colours {
    QColor window;
    QColor surface;
    QColor line;
    QColor soft; // hovered, chosen
    QColor text;
    QColor secondary; // text of lesser weight
    QColor base;
    QColor tuned;
    QColor interwoven; // and the one main action
    QColor better;
    QColor worse;
    QColor onAction; // text on the main action
    bool dark = false;
};

enum class ThemeChoice { System, Light, Dark };

const Colours& lightColours();
const Colours& darkColours();
/// Those in force.
const Colours& colours();

/// Sets style, palette, font and style sheet of the whole application. Every widget then gets an
/// event for which isThemeChange is true.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Whether a widget that paints with colours() has to look again; for QWidget::changeEvent.
bool isThemeChange(const QEvent& event);

/// The gate's scale: base share 1 is base blue, 0 tuned orange, 0.5 the surface. intensity in
/// [0, 1]: how strong the ends are.
QColor shareColour(double baseShare, double intensity = 0.75);
/// From the surface (0) to `end` (1).
QColor scaleColour(double value, const QColor& end, double intensity = 0.75);
/// Colours of runs, in their order; they mean nothing else.
QColor runColour(int index);

/// A point of the way from one colour to another.
QColor mixed(const QColor& from, const QColor& to, double share);

} // namespace interweave::ui
