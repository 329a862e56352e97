// SPDX-License-Identifier: Apache-2.0
#include "ui/models/csv_field.h"

#include <QLocale>

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
    return std::isnan(value) ? QString()
                             : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace interweave::ui
