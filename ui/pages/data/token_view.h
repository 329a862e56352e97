// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/data_words.h"

#include <QTextEdit>

namespace interweave::ui {

/// A row's tokens, each on a ground of its own: those that are learned in the colour of what is
/// trained, those that the limits cut struck out.
class TokenView : public QTextEdit {
    Q_OBJECT

public:
    explicit TokenView(QWidget* parent = nullptr);

    void showTokens(QVector<TokenRun> tokens);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QVector<TokenRun> m_tokens;
};

} // namespace interweave::ui
