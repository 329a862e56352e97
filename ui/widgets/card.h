// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;

namespace interweave::ui {

/// A surface with a small heading at its left, a qualifier or a control at its right, and what it
/// is about below.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setQualifier(const QString& text);
    /// A control at the heading's right end.
    void addHeaderWidget(QWidget* widget);
    /// Adds to the card's body, top to bottom.
    void addWidget(QWidget* widget, int stretch = 0);
    void addLayout(QLayout* layout, int stretch = 0);
    QBoxLayout* body() const { return m_body; }

private:
    QLabel* m_title;
    QLabel* m_qualifier;
    QHBoxLayout* m_header;
    QBoxLayout* m_body;
};

/// A label in the secondary colour.
QLabel* secondaryLabel(const QString& text, QWidget* parent = nullptr);
/// Sets the property that the style sheet looks at, and lets the widget look again.
void setRole(QWidget& widget, const char* property, const QString& value);

} // namespace interweave::ui
