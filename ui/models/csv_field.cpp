// SPDX-License-Identifier: Apache-2.0
#include "ui/models/csv_field.h"

#include <charconv>
#include <cmath>

namespace interweave::ui {

QString csvField(const QString& text)
{
    static const QString special = QStringLiteral(",\"\r\n");
    for (const QChar c : text)
        if (special.contains(c))
            return QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\""))
                + QLatin1Char('"');
    return text;
}

QString csvField(double value)
{
    if (std::isnan(value))
        return {};
    char text[32]; // the longest has 24; curves have many figures, and QString's own way is slow
    const char* const end
        = std::to_chars(text, text + sizeof text, value, std::chars_format::general).ptr;
    return QString::fromLatin1(text, end - text);
}

} // namespace interweave::ui
