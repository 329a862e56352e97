// SPDX-License-Identifier: Apache-2.0
#include "ui/models/flip_model.h"

#include "core/support/number_text.h"

#include <utility>

namespace interweave::ui {

namespace {

constexpr qsizetype kMostShown = 400; // characters of a text in a tool tip

QString counted(int64_t number)
{
    return QString::fromStdString(formatCount(number));
}

QString shortened(const QString& text)
{
    const QString whole = text.trimmed();
    return whole.size() <= kMostShown ? whole : whole.left(kMostShown) + QStringLiteral("…");
}

QString shortened(const std::string& text)
{
    return shortened(QString::fromStdString(text));
}

QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list.join(QStringLiteral(" · "));
}

} // namespace

void FlipModel::show(std::shared_ptr<const RowFlips> flips, QStringList tasks)
{
    beginResetModel();
    m_flips = std::move(flips);
    m_tasks = std::move(tasks);
    endResetModel();
}

QString FlipModel::summary() const
{
    return m_flips->compared == 0
        ? QString()
        : tr("%1 rescued · %2 lost").arg(counted(m_flips->rescued), counted(m_flips->lost));
}

QString FlipModel::explanation() const
{
    if (m_flips->compared == 0)
        return {};
    const QString label = QString::fromStdString(m_flips->label);
    const QString rows = counted(m_flips->compared);
    QString said = m_flips->ownTuned()
        ? tr("%1 against its own tuned branch, %2 rows.").arg(label, rows)
        : tr("%1 against %2, %3 rows.")
              .arg(label, QString::fromStdString(m_flips->tunedLabel), rows);
    if (m_flips->rescuedFromForgetting > 0)
        said += QLatin1Char(' ')
            + tr("The base has %1 of the rescued right.")
                  .arg(counted(m_flips->rescuedFromForgetting));
    return said;
}

QString FlipModel::reason() const
{
    return m_flips->compared == 0 || m_flips->ownTuned()
        ? QString()
        : tr("%1's own tuned branch was not measured on these rows; evaluate all branches of it to "
             "see what its gate alone does.")
              .arg(QString::fromStdString(m_flips->label));
}

int FlipModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_flips->rows.size());
}

int FlipModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FlipModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FlippedRow& row = m_flips->rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return toolTip(row);
    case Qt::AccessibleTextRole:
        return index.column() == Row
            ? QStringLiteral("%1, %2").arg(kindOf(row), QString::number(row.line))
            : text(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() == Base ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter));
    case PromptRole: return QString::fromStdString(row.prompt);
    case RescuedRole: return row.rescued;
    case SortRole:
        return index.column() == Row ? QVariant(index.row())
            : index.column() == Task ? QVariant(static_cast<int>(row.task))
                                     : QVariant(text(row, index.column()));
    default: return {};
    }
}

QVariant FlipModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Base ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Row:
        return tip ? tr("Line of the task's file. ▲ rescued: the tuned branch has it wrong, the "
                        "interwoven one right. ▼ lost despite the gate: the reverse")
                   : tr("Row");
    case Task: return tr("Task");
    case Parting:
        return tip ? tr("The first word of the interwoven answer that the tuned one has not, and "
                        "what it has there")
                   : tr("First parting");
    default: return tip ? tr("Whether the base has it right") : tr("Base");
    }
}

QString FlipModel::text(const FlippedRow& row, int column) const
{
    switch (column) {
    case Row:
        return (row.rescued ? QStringLiteral("▲ ") : QStringLiteral("▼ "))
            + QString::number(row.line);
    case Task: return m_tasks.value(static_cast<qsizetype>(row.task));
    case Parting: return partingOf(row);
    default:
        return !row.baseRight ? QStringLiteral("–")
            : *row.baseRight  ? QStringLiteral("✓")
                              : QStringLiteral("✗");
    }
}

QString FlipModel::partingOf(const FlippedRow& row)
{
    const QString interwoven = QString::fromStdString(row.interwovenWord);
    const QString tuned = QString::fromStdString(row.tunedWord);
    if (interwoven.isEmpty() && tuned.isEmpty())
        return QStringLiteral("–");
    if (interwoven.isEmpty())
        return tr("ended, not %1").arg(tuned);
    return tuned.isEmpty() ? tr("%1, tuned ended").arg(interwoven)
                           : tr("%1, not %2").arg(interwoven, tuned);
}

QString FlipModel::kindOf(const FlippedRow& row) const
{
    return row.rescuedFromForgetting() ? tr("Rescued from forgetting: the base could do it")
        : row.rescued                  ? tr("Rescued")
                                       : tr("Lost despite the gate");
}

QString FlipModel::toolTip(const FlippedRow& row) const
{
    const auto line = [](const QString& name, const QString& value) {
        return QStringLiteral("<tr><td style=\"padding-right:10px\">%1</td><td>%2</td></tr>")
            .arg(name, value.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
    };
    QString rows = line(tr("Prompt"), shortened(row.prompt))
        + line(tr("Right answer"), shortened(joined(row.accepted)));
    if (row.baseRight)
        rows += line(tr("Base"), shortened(row.base));
    rows += line(tr("Tuned"), shortened(row.tuned))
        + line(tr("Interwoven"), shortened(row.interwoven));
    return QStringLiteral("<b>%1</b><table>%2</table>").arg(kindOf(row).toHtmlEscaped(), rows);
}

} // namespace interweave::ui
