// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/trace.h"

#include <QAbstractTableModel>

#include <array>

namespace interweave::ui {

/// The likeliest tokens of the three voices at one place: a column for each voice, likeliest first.
class CandidateModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Base, Tuned, Interwoven, kColumns };
    enum Role {
        TextRole = Qt::UserRole, // in quotation marks
        ProbabilityRole, // two digits
        ChosenRole, // whether it is the token that stands there
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setToken(const TokenTrace& token);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::array<std::vector<TokenCandidate>, kColumns> m_candidates;
    int32_t m_chosen = 0;
    int m_rows = 0;
};

} // namespace interweave::ui
