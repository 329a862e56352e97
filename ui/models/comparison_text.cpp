// SPDX-License-Identifier: Apache-2.0
#include "ui/models/comparison_text.h"

#include "core/support/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace interweave::ui {

namespace {

/// The translations' context.
class ComparisonText {
    Q_DECLARE_TR_FUNCTIONS(ComparisonText)
};

int64_t firstDifference(const Generation& a, const Generation& b)
{
    const auto [left, right] = std::ranges::mismatch(a.ids, b.ids);
    return left == a.ids.end() && right == b.ids.end() ? -1 : left - a.ids.begin();
}

/// The smaller one, where −1 is none.
int64_t earlier(int64_t a, int64_t b)
{
    return a < 0 ? b : b < 0 ? a : std::min(a, b);
}

template <class Hash>
QString proof(const Comparison& comparison, Branch branch, Hash hash)
{
    const QString base = comparison.modelHash.empty()
        ? QStringLiteral("W0")
        : QStringLiteral("W0 %1").arg(hash(comparison.modelHash));
    if (branch == Branch::Base)
        return ComparisonText::tr("%1 · no adapter").arg(base);
    const QString adapter
        = ComparisonText::tr("%1 · adapter %2").arg(base, hash(comparison.adapterHash));
    return branch == Branch::Tuned
        ? adapter
        : ComparisonText::tr("%1 · gate %2").arg(adapter, hash(comparison.gateHash));
}

} // namespace

ShownAnswer comparisonOf(const StoredSample& sample, const QString& run)
{
    ShownComparison shown{run, QString::fromStdString(sample.prompt), sample.sampling, {}};
    Comparison& comparison = shown.comparison;
    int found = 0;
    for (const auto& [branch, answer] : {std::pair{Branch::Base, &comparison.base},
             {Branch::Tuned, &comparison.tuned}, {Branch::Interwoven, &comparison.interwoven}})
        for (const BranchAnswer& one : sample.answers)
            if (one.branch == branch) {
                *answer = one.generation;
                ++found;
                break;
            }
    if (found != 3)
        return {};
    comparison.baseTunedDifference = firstDifference(comparison.base, comparison.tuned);
    comparison.baseInterwovenDifference = firstDifference(comparison.base, comparison.interwoven);
    comparison.tunedInterwovenDifference = firstDifference(comparison.tuned, comparison.interwoven);
    comparison.modelHash = sample.origin.modelHash;
    comparison.adapterHash = sample.origin.adapterHash;
    comparison.gateHash = sample.origin.gateHash;
    return std::make_shared<const ShownComparison>(std::move(shown));
}

const Generation& answerOf(const Comparison& comparison, Branch branch)
{
    return branch == Branch::Base ? comparison.base
        : branch == Branch::Tuned ? comparison.tuned
                                  : comparison.interwoven;
}

QString branchTitle(Branch branch)
{
    return branch == Branch::Base ? ComparisonText::tr("Base")
        : branch == Branch::Tuned ? ComparisonText::tr("Tuned")
                                  : ComparisonText::tr("Interwoven");
}

int64_t markedToken(const Comparison& comparison, Branch branch)
{
    return branch == Branch::Tuned     ? comparison.baseTunedDifference
        : branch == Branch::Interwoven ? comparison.baseInterwovenDifference
                                       : firstDifference(comparison);
}

int64_t firstDifference(const Comparison& comparison)
{
    // Where tuned and interwoven part, one of them also parts from base.
    return earlier(comparison.baseTunedDifference, comparison.baseInterwovenDifference);
}

QString shownText(const std::string& text)
{
    QString shown = QString::fromStdString(text);
    for (QChar& c : shown)
        if (c == QLatin1Char('\r') || c == QChar(0))
            c = QChar(0x2400 + c.unicode()); // control pictures
    return shown;
}

std::vector<TextSpan> tokenSpans(const Generation& answer)
{
    const auto end = static_cast<int>(QString::fromStdString(answer.text).size());
    std::vector<TextSpan> spans;
    spans.reserve(answer.tokens.size());
    int start = 0; // a stop string cuts the text, not the tokens
    for (const GeneratedToken& token : answer.tokens) {
        const auto length = static_cast<int>(QString::fromStdString(token.text).size());
        spans.push_back({start, std::min(length, end - start)});
        start = std::min(start + length, end);
    }
    return spans;
}

QString tokenText(const Generation& answer, int64_t token)
{
    if (token < 0 || token >= static_cast<int64_t>(answer.tokens.size()))
        return QStringLiteral("–");
    const std::string& text = answer.tokens[static_cast<size_t>(token)].text;
    if (text.empty())
        return token + 1 == static_cast<int64_t>(answer.tokens.size())
                && answer.stopReason == StopReason::EndOfSequence
            ? ComparisonText::tr("end")
            : ComparisonText::tr("part of a character");
    QString shown = shownText(text);
    shown.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    shown.replace(QLatin1Char('\t'), QLatin1String("\\t"));
    return QLatin1Char('"') + shown + QLatin1Char('"');
}

QString stopText(StopReason reason)
{
    switch (reason) {
    case StopReason::EndOfSequence: return ComparisonText::tr("ended by itself");
    case StopReason::StopString: return ComparisonText::tr("ended at the line's end");
    case StopReason::Length: return ComparisonText::tr("length limit");
    case StopReason::Cancelled: return ComparisonText::tr("cancelled");
    }
    return {};
}

QString verdictText(const Comparison& comparison, Branch branch)
{
    const Generation& answer = answerOf(comparison, branch);
    const QString length = answer.ids.size() == 1
        ? ComparisonText::tr("1 token")
        : ComparisonText::tr("%1 tokens").arg(answer.ids.size());
    const QString end = QStringLiteral("%1, %2").arg(length, stopText(answer.stopReason));
    if (branch == Branch::Base)
        return end;
    const int64_t marked = markedToken(comparison, branch);
    const QString verdict = marked < 0
        ? ComparisonText::tr("the same as base")
        : ComparisonText::tr("parts from base at token %1").arg(marked + 1);
    return QStringLiteral("%1 · %2").arg(verdict, end);
}

QString samplingText(const SamplingOptions& sampling)
{
    return sampling.temperature <= 0.0
        ? ComparisonText::tr("greedy")
        : ComparisonText::tr("temperature %1, seed %2")
              .arg(QString::fromStdString(formatNumber(sampling.temperature)))
              .arg(sampling.seed);
}

QString shortHash(const std::string& hash)
{
    const QString whole = QString::fromStdString(hash);
    if (whole.isEmpty())
        return QStringLiteral("–");
    return whole.size() <= 8 ? whole : whole.left(4) + QStringLiteral("…") + whole.right(2);
}

QString proofText(const Comparison& comparison, Branch branch)
{
    return proof(comparison, branch, shortHash);
}

QString wholeProofText(const Comparison& comparison, Branch branch)
{
    return proof(
        comparison, branch, [](const std::string& hash) { return QString::fromStdString(hash); });
}

} // namespace interweave::ui
