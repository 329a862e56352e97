// SPDX-License-Identifier: Apache-2.0
#include "ui/models/answer_list_model.h"

namespace interweave::ui {

namespace {

constexpr int kShownCharacters = 200; // of a prompt or an answer in a cell
constexpr int kTipCharacters = 2000;

/// A text as one line.
QString cellText(const QString& text)
{
    QString cell = text.left(kShownCharacters).simplified();
    if (text.size() > kShownCharacters)
        cell += QStringLiteral("…");
    return cell;
}

bool differs(const ShownComparison& answer)
{
    return firstDifference(answer.comparison) >= 0;
}

} // namespace

void AnswerListModel::setPrompts(const QStringList& prompts)
{
    beginResetModel();
    m_prompts = prompts;
    m_rows.clear();
    m_rows.resize(static_cast<size_t>(prompts.size()));
    m_answered = m_differing = 0;
    endResetModel();
}

void AnswerListModel::clearAnswers()
{
    setPrompts(QStringList(m_prompts));
}

void AnswerListModel::setAnswer(int row, ShownAnswer answer)
{
    Row& at = m_rows[static_cast<size_t>(row)];
    forget(at);
    ++m_answered;
    m_differing += differs(*answer);
    at = {std::move(answer), {}};
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void AnswerListModel::setFailure(int row, const QString& reason)
{
    Row& at = m_rows[static_cast<size_t>(row)];
    forget(at);
    at = {nullptr, reason};
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void AnswerListModel::forget(Row& row)
{
    if (!row.answer)
        return;
    --m_answered;
    m_differing -= differs(*row.answer);
}

ShownAnswer AnswerListModel::answer(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)].answer : nullptr;
}

ShownAnswers AnswerListModel::answers() const
{
    ShownAnswers answers;
    for (const Row& row : m_rows)
        if (row.answer)
            answers.push_back(row.answer);
    return answers;
}

int AnswerListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AnswerListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AnswerListModel::verdict(const Row& row) const
{
    if (!row.failure.isEmpty())
        return tr("failed");
    if (!row.answer)
        return QStringLiteral("–");
    return differs(*row.answer) ? tr("differs") : tr("same");
}

QVariant AnswerListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    if (index.column() == Verdict)
        return role == Qt::DisplayRole ? verdict(row) : row.failure;
    const auto text = [&](const QString& whole) {
        return role == Qt::DisplayRole ? cellText(whole) : whole.left(kTipCharacters);
    };
    if (index.column() == Prompt)
        return text(m_prompts[index.row()]);
    if (!row.answer)
        return {};
    const Branch branch = index.column() == Base ? Branch::Base
        : index.column() == Tuned                ? Branch::Tuned
                                                 : Branch::Interwoven;
    return text(QString::fromStdString(answerOf(row.answer->comparison, branch).text));
}

QVariant AnswerListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case Prompt: return tr("prompt");
    case Base: return tr("base");
    case Tuned: return tr("tuned");
    case Interwoven: return tr("interwoven");
    case Verdict: return tr("answers");
    }
    return {};
}

} // namespace interweave::ui
