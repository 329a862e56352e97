// SPDX-License-Identifier: Apache-2.0
#include "ui/models/data_words.h"

#include "core/support/number_text.h"

#include <algorithm>

namespace interweave::ui {

namespace {

QString count(int64_t value)
{
    return QString::fromStdString(formatCount(value));
}

QString whatOf(RepeatedRow::Kind kind, const QString& line)
{
    switch (kind) {
    case RepeatedRow::Kind::Exact: return DataWords::tr("is the same as line %1").arg(line);
    case RepeatedRow::Kind::Normalised:
        return DataWords::tr("is line %1 but for case, punctuation and spaces").arg(line);
    case RepeatedRow::Kind::Conflict:
        return DataWords::tr("asks what line %1 asks, with another answer").arg(line);
    }
    return {};
}

QString whatOf(const LeakedRow& row)
{
    const QString line = count(row.trainingLine);
    switch (row.kind) {
    case LeakedRow::Kind::WholeRow: return DataWords::tr("is training line %1").arg(line);
    case LeakedRow::Kind::Prompt:
        return DataWords::tr("has the prompt of training line %1").arg(line);
    case LeakedRow::Kind::Words:
        return DataWords::tr("as training line %1: 13 words in a row (%2 % of its own)")
            .arg(line, QString::fromStdString(formatFixed(100.0 * row.overlap, 0)));
    }
    return {};
}

int64_t leaked(const LeakageReport& report)
{
    return report.wholeRows + report.prompts + report.wordOverlaps;
}

} // namespace

QVector<DataFact> DataWords::facts(const DataReport& report)
{
    const auto rows = [](int64_t number) { return number == 0 ? tr("none") : count(number); };
    QVector<DataFact> facts{{tr("Rows"), count(report.rows), {}, false},
        {tr("Bad lines"), rows(report.badLines),
            report.skipsBadLines ? tr("Training skips them, as the recipe says")
                                 : tr("Training refuses a file with bad lines, unless the recipe "
                                      "sets data.train.skip_bad_lines"),
            report.badLines > 0},
        {tr("Prompts cut"), rows(report.cutPrompts),
            tr("Longer than %1 tokens (train.max_input_tokens)").arg(count(report.maxInputTokens)),
            report.cutPrompts > 0},
        {tr("Answers cut"), rows(report.cutAnswers),
            tr("Longer than %1 tokens (train.max_output_tokens)")
                .arg(count(report.maxOutputTokens)),
            report.cutAnswers > 0},
        {tr("Same again"), rows(report.exactRepeats), tr("Rows that an earlier one says exactly"),
            report.exactRepeats > 0},
        {tr("Nearly the same"), rows(report.normalisedRepeats),
            tr("Rows that differ from an earlier one in case, punctuation and spaces only"),
            report.normalisedRepeats > 0},
        {tr("Contradictions"), rows(report.conflicts),
            tr("Rows that ask what an earlier one asks and answer something else"),
            report.conflicts > 0}};
    if (report.shortenedConversations > 0)
        facts.insert(3,
            DataFact{tr("Turns left out"), count(report.shortenedConversations),
                tr("Conversations that lose their oldest turns"), true});
    if (report.emptyPrompts > 0)
        facts.push_back({tr("Empty prompts"), count(report.emptyPrompts), {}, true});
    if (report.emptyAnswers > 0)
        facts.push_back({tr("Empty answers"), count(report.emptyAnswers), {}, true});
    return facts;
}

QVector<DataFinding> DataWords::findings(const DataReport& report)
{
    QVector<DataFinding> findings;
    for (const BadLine& bad : report.bad)
        findings.push_back({bad.line, QString::fromStdString(bad.reason), {}});
    for (const RepeatedRow& row : report.repeated)
        findings.push_back({row.line, whatOf(row.kind, count(row.earlierLine)), {}});
    return findings;
}

QString DataWords::findingsLeftOut(const DataReport& report)
{
    const int64_t all
        = report.badLines + report.exactRepeats + report.normalisedRepeats + report.conflicts;
    const int64_t rest = all - static_cast<int64_t>(report.bad.size() + report.repeated.size());
    return rest > 0 ? tr("and %1 more").arg(count(rest)) : QString();
}

QVector<DataFinding> DataWords::leaks(const DataReport& report)
{
    QVector<DataFinding> findings;
    for (const LeakageReport& file : report.leakage)
        for (const LeakedRow& row : file.leaked)
            findings.push_back(
                {row.line, whatOf(row), QString::fromStdString(row.text).simplified()});
    return findings;
}

QString DataWords::leakSummary(const DataReport& report)
{
    int64_t rows = 0;
    int64_t found = 0;
    for (const LeakageReport& file : report.leakage) {
        rows += file.rows;
        found += leaked(file);
    }
    return report.leakage.empty() ? QString()
                                  : tr("%1 of %2 test rows are given away")
                                        .arg(found == 0 ? tr("none") : count(found), count(rows));
}

QString DataWords::lengths(const LengthSummary& lengths)
{
    if (lengths.bins.empty())
        return {};
    return tr("median %1 · 95 % up to %2 · longest %3")
        .arg(count(lengths.median), count(lengths.percentile95), count(lengths.longest));
}

QVector<TokenRun> DataWords::tokens(const ShownRow& row)
{
    QVector<TokenRun> runs;
    for (const DataToken& token : row.tokens) {
        QString text = QString::fromStdString(token.text);
        text.replace(QLatin1Char('\n'), QStringLiteral("↵\n"));
        runs.push_back({std::move(text),
            token.isCut           ? TokenRun::Kind::Cut
                : token.isLearned ? TokenRun::Kind::Learned
                                  : TokenRun::Kind::Given});
    }
    return runs;
}

QString DataWords::tokenSummary(const ShownRow& row)
{
    const auto number = [&](auto&& is) { return count(std::ranges::count_if(row.tokens, is)); };
    const QString kept = number([](const DataToken& token) { return !token.isCut; });
    const QString learned
        = number([](const DataToken& token) { return !token.isCut && token.isLearned; });
    const QString cut = number([](const DataToken& token) { return token.isCut; });
    QString text = tr("%1 tokens, %2 learned").arg(kept, learned);
    if (cut != QLatin1String("0"))
        text += tr(", %1 cut off").arg(cut);
    if (row.droppedTurns > 0)
        text += tr(", %1 oldest turns left out").arg(count(row.droppedTurns));
    return text;
}

} // namespace interweave::ui
