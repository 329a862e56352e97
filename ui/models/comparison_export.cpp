// SPDX-License-Identifier: Apache-2.0
#include "ui/models/comparison_export.h"

#include "core/support/error.h"
#include "core/support/number_text.h"
#include "ui/models/csv_field.h"
#include "ui/models/parting_model.h"

#include <QSaveFile>
#include <QStringList>

#include <array>

namespace interweave::ui {

namespace {

constexpr std::array kBranches{Branch::Base, Branch::Tuned, Branch::Interwoven};

QByteArray csvLine(const QStringList& fields)
{
    QStringList quoted;
    for (const QString& field : fields)
        quoted.append(csvField(field));
    return quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

/// In a fence that is longer than any in the text.
QString fenced(const QString& text)
{
    QString fence = QStringLiteral("```");
    while (text.contains(fence))
        fence += QLatin1Char('`');
    return QStringLiteral("%1text\n%2\n%1\n").arg(fence, text);
}

QString tableCell(QString text)
{
    return text.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('|'), QLatin1String("\\|"));
}

QString partingTable(const Comparison& comparison)
{
    PartingModel model;
    model.show(comparison);
    QString text = QStringLiteral("Where they part: %1\n").arg(model.summary());
    if (model.rowCount() == 0)
        return text;
    text += QStringLiteral("\n| token | base | tuned | interwoven | base share |\n"
                           "| ---: | :--- | :--- | :--- | ---: |\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        text += QLatin1Char('|');
        for (int column = 0; column < PartingModel::ColumnCount; ++column)
            text += QStringLiteral(" %1 |").arg(
                tableCell(model.index(row, column).data().toString()));
        text += QLatin1Char('\n');
    }
    return text;
}

QString firstDifferenceText(int64_t token)
{
    return token < 0 ? QString() : QString::number(token + 1);
}

QString yesOrNo(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

} // namespace

QByteArray comparisonMarkdown(const ShownAnswers& answers)
{
    QString text;
    for (const ShownAnswer& one : answers) {
        text += QStringLiteral("# %1\n\n%2, at most %3 new tokens%4\n\n%5\n")
                    .arg(one->run, samplingText(one->sampling))
                    .arg(one->sampling.maxNewTokens)
                    .arg(one->chat ? QStringLiteral(", as a message in the model's chat template")
                                   : QString(),
                        fenced(one->prompt));
        for (const Branch branch : kBranches) {
            const Generation& answer = answerOf(one->comparison, branch);
            text += QStringLiteral("## %1\n\n`%2`  \n%3, %4 tokens/s\n\n%5\n")
                        .arg(branchTitle(branch), wholeProofText(one->comparison, branch),
                            verdictText(one->comparison, branch),
                            QString::fromStdString(formatNumber(answer.tokensPerSecond)),
                            fenced(QString::fromStdString(answer.text)));
        }
        text += partingTable(one->comparison) + QLatin1Char('\n');
    }
    return text.toUtf8();
}

QByteArray comparisonCsv(const ShownAnswers& answers)
{
    QByteArray csv("run,prompt,branch,answer,stop_reason,tokens,tokens_per_s,"
                   "first_difference_from_base,adapter_hash,gate_hash,model_hash,chat\r\n");
    for (const ShownAnswer& one : answers)
        for (const Branch branch : kBranches) {
            const Generation& answer = answerOf(one->comparison, branch);
            csv += csvLine({one->run, one->prompt, QString::fromLatin1(name(branch)),
                QString::fromStdString(answer.text), QString::fromLatin1(name(answer.stopReason)),
                QString::number(answer.ids.size()),
                QString::fromStdString(formatNumber(answer.tokensPerSecond)),
                branch == Branch::Base ? QString()
                                       : firstDifferenceText(markedToken(one->comparison, branch)),
                branch == Branch::Base ? QString()
                                       : QString::fromStdString(one->comparison.adapterHash),
                branch == Branch::Interwoven ? QString::fromStdString(one->comparison.gateHash)
                                             : QString(),
                QString::fromStdString(one->comparison.modelHash), yesOrNo(one->chat)});
        }
    return csv;
}

QByteArray answerListCsv(const ShownAnswers& answers)
{
    QByteArray csv("run,prompt,base,tuned,interwoven,first_difference,adapter_hash,gate_hash,"
                   "model_hash,chat\r\n");
    for (const ShownAnswer& one : answers) {
        const Comparison& comparison = one->comparison;
        csv += csvLine({one->run, one->prompt, QString::fromStdString(comparison.base.text),
            QString::fromStdString(comparison.tuned.text),
            QString::fromStdString(comparison.interwoven.text),
            firstDifferenceText(firstDifference(comparison)),
            QString::fromStdString(comparison.adapterHash),
            QString::fromStdString(comparison.gateHash),
            QString::fromStdString(comparison.modelHash), yesOrNo(one->chat)});
    }
    return csv;
}

void writeExport(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        throw Error(ErrorCode::Io, path.toStdString(), file.errorString().toStdString());
}

} // namespace interweave::ui
