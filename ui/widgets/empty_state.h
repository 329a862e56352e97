// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace interweave::ui {

/// What will be here, and the action that fills it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString& title, const QString& text, QWidget* parent = nullptr);

    /// The first one is the main action.
    QPushButton* addAction(const QString& label, const QString& objectName);

private:
    QHBoxLayout* m_actions;
};

} // namespace interweave::ui
