// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparison_text.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace interweave::ui {

/// A list of prompts and, as they come, what the three voices answered to each.
class AnswerListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Prompt, Base, Tuned, Interwoven, Verdict, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// New prompts, none answered.
    void setPrompts(const QStringList& prompts);
    /// Forgets the answers, keeps the prompts.
    void clearAnswers();
    void setAnswer(int row, ShownAnswer answer);
    void setFailure(int row, const QString& reason);

    const QStringList& prompts() const { return m_prompts; }
    /// Null where there is no answer yet.
    ShownAnswer answer(int row) const;
    /// The answers there are, in the prompts' order.
    ShownAnswers answers() const;
    int answered() const { return m_answered; }
    int differing() const { return m_differing; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        ShownAnswer answer;
        QString failure;
    };

    QString verdict(const Row& row) const;
    void forget(Row& row);

    QStringList m_prompts;
    std::vector<Row> m_rows;
    int m_answered = 0;
    int m_differing = 0;
};

} // namespace interweave::ui
