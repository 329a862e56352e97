// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/services.h"

#include <QWidget>

class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;

namespace interweave::ui {

/// The recipe as text, YAML or a command: to read, to copy, and what else its buttons offer.
class RecipeText : public QWidget {
    Q_OBJECT

public:
    /// name: of the text and its button, for tests: "recipe" and "copy" followed by it. wraps: long
    /// lines are broken.
    RecipeText(Services& services, const QString& name, const QString& accessibleName, bool wraps,
        QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    /// Behind the one that copies.
    QPushButton* addButton(const QString& label, const QString& objectName);

private:
    void copy();

    Services& m_services;
    QPlainTextEdit* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace interweave::ui
