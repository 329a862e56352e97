// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace interweave::ui {

/// A message where what it is about stands, with what to do next. Hidden until it has something to
/// say.
class Notice : public QFrame {
    Q_OBJECT

public:
    enum class Severity { Info, Success, Error };

    explicit Notice(QWidget* parent = nullptr);

    /// `action`: the button's text; empty: none.
    void showMessage(Severity severity, const QString& text, const QString& action = {},
        std::function<void()> onAction = {});
    void clear();
    QString text() const;
    bool showsError() const;

private:
    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_onAction;
    Severity m_severity = Severity::Info;
};

} // namespace interweave::ui
