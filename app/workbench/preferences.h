// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/theme.h"

#include <QByteArray>
#include <QSettings>

#include <filesystem>

namespace interweave::ui {

/// What the window remembers, in workbench.ini of the workspace.
class Preferences {
public:
    explicit Preferences(const std::filesystem::path& workspace);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    QString language() const; // its code (languages.h); empty: the system's
    void setLanguage(const QString& code);
    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    int page() const;
    void setPage(int page);

private:
    QSettings m_settings;
};

} // namespace interweave::ui
