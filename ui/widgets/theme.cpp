// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

/// The linker drops a static library's resources that nobody names; the macro wants no namespace.
static void keepResources()
{
    Q_INIT_RESOURCE(workbench);
}

namespace interweave::ui {

namespace {

constexpr int kFontPixels = 13;

/// Qt 6.4 cannot switch a font's figures to equal widths; of these the first has them by itself.
QFont uiFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    for (const char* family : {"Roboto", "Noto Sans", "Open Sans", "DejaVu Sans"})
        if (QFontDatabase::hasFamily(QString::fromLatin1(family))) {
            font.setFamily(QString::fromLatin1(family));
            break;
        }
    font.setPixelSize(kFontPixels);
    return font;
}

QPalette paletteOf(const Colours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.secondary);
    palette.setColor(QPalette::Highlight, c.interwoven);
    palette.setColor(QPalette::HighlightedText, c.onAction);
    palette.setColor(QPalette::Link, c.base);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Midlight, c.line);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(c.secondary, c.surface, 0.35));
    return palette;
}

/// The sheet names colours @line, @text …
QString styleSheetOf(const Colours& c)
{
    QFile file(QStringLiteral(":/themes/workbench.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[]
        = {{"@window", c.window}, {"@surface", c.surface}, {"@line", c.line}, {"@soft", c.soft},
            {"@text", c.text}, {"@secondary", c.secondary}, {"@base", c.base}, {"@tuned", c.tuned},
            {"@action-hover",
                mixed(c.interwoven, c.dark ? QColor(Qt::white) : QColor(Qt::black), 0.12)},
            {"@action", c.interwoven}, {"@better", c.better}, {"@worse", c.worse},
            {"@on-action", c.onAction}, {"@faint", mixed(c.secondary, c.surface, 0.35)}};
    for (const auto& [name, colour] : names)
        sheet.replace(
            QString::fromLatin1(name) + QLatin1Char(';'), colour.name() + QLatin1Char(';'));
    sheet.replace(
        QStringLiteral("@theme"), c.dark ? QStringLiteral("dark") : QStringLiteral("light"));
    return sheet;
}

} // namespace

const Colours& lightColours()
{
    static const Colours light{QColor("#F7F8FA"), QColor("#FFFFFF"), QColor("#DADDE3"),
        QColor("#EEF1F5"), QColor("#1B1F27"), QColor("#5B6270"), QColor("#2B6CB0"),
        QColor("#C05A12"), QColor("#6B4FA3"), QColor("#2E7D4F"), QColor("#B3372F"),
        QColor("#FFFFFF"), false};
    return light;
}

const Colours& darkColours()
{
    static const Colours dark{QColor("#16181D"), QColor("#1E2127"), QColor("#30343C"),
        QColor("#272B33"), QColor("#E7E9ED"), QColor("#9AA2AF"), QColor("#6AA6E8"),
        QColor("#F0975A"), QColor("#B39DDB"), QColor("#6CC08B"), QColor("#E57368"),
        QColor("#16181D"), true};
    return dark;
}

const Colours& colours()
{
    const bool dark = QGuiApplication::palette().color(QPalette::Window) == darkColours().window;
    return dark ? darkColours() : lightColours();
}

void applyTheme(QApplication& application, ThemeChoice choice)
{
    static const bool systemDark // asked before anything was set
        = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    keepResources();
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemDark);
    const Colours& c = dark ? darkColours() : lightColours();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(uiFont());
    QApplication::setPalette(paletteOf(c));
    application.setStyleSheet(styleSheetOf(c));
}

bool isThemeChange(const QEvent& event)
{
    return event.type() == QEvent::PaletteChange || event.type() == QEvent::StyleChange;
}

QColor shareColour(double baseShare, double intensity)
{
    const Colours& c = colours();
    return baseShare >= 0.5 ? scaleColour(2.0 * baseShare - 1.0, c.base, intensity)
                            : scaleColour(1.0 - 2.0 * baseShare, c.tuned, intensity);
}

QColor scaleColour(double value, const QColor& end, double intensity)
{
    const double share = std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0;
    return mixed(colours().surface, end, share * intensity);
}

QColor runColour(int index)
{
    static const std::array<QColor, 8> light{QColor("#1F7A8C"), QColor("#A23B72"),
        QColor("#6B8E23"), QColor("#8A6D1F"), QColor("#4B5CC4"), QColor("#B5485D"),
        QColor("#2F8F6B"), QColor("#7A5C8E")};
    static const std::array<QColor, 8> dark{QColor("#5CC3D6"), QColor("#E184B5"), QColor("#B0CF6A"),
        QColor("#D9BC62"), QColor("#98A5F5"), QColor("#F0909F"), QColor("#72D3AC"),
        QColor("#C7A6DD")};
    const auto place = static_cast<size_t>(std::max(index, 0)) % light.size();
    return colours().dark ? dark[place] : light[place];
}

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto blend
        = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {blend(from.red(), to.red()), blend(from.green(), to.green()),
        blend(from.blue(), to.blue())};
}

} // namespace interweave::ui
