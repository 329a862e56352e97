// SPDX-License-Identifier: Apache-2.0
#include "ui/models/forgetting_words.h"

#include "core/support/number_text.h"

#include <cmath>

namespace interweave::ui {

namespace {

constexpr QChar kMinus(0x2212);
constexpr QChar kMissing(0x2013);

QString bold(const std::string& text)
{
    return QStringLiteral("<b>%1</b>").arg(QString::fromStdString(text).toHtmlEscaped());
}

QString coloured(const QString& text, const QString& colour)
{
    return QStringLiteral("<b style=\"color:%1\">%2</b>").arg(colour, text);
}

} // namespace

QString ForgettingWords::figure(std::optional<double> value, bool percent)
{
    if (!value || !std::isfinite(*value))
        return kMissing;
    QString text
        = QString::fromStdString(percent ? formatFixed(*value * 100.0, 1) : formatNumber(*value));
    if (text == QLatin1String("100.0") || text == QLatin1String("0.0")
        || text == QLatin1String("-0.0"))
        text = text.startsWith(QLatin1Char('1')) ? QStringLiteral("100") : QStringLiteral("0");
    return text.replace(QLatin1Char('-'), kMinus);
}

QString ForgettingWords::change(std::optional<double> value, bool percent)
{
    const QString text = figure(value, percent);
    return value && *value > 0.0 && text != QLatin1String("0") && text != kMissing
        ? QLatin1Char('+') + text
        : text;
}

QString ForgettingWords::estimate(const std::optional<Estimate>& estimate, bool percent)
{
    if (!estimate)
        return kMissing;
    return QStringLiteral("%1 (%2)").arg(
        figure(estimate->value, percent), interval(*estimate, percent));
}

QString ForgettingWords::interval(const Estimate& estimate, bool percent)
{
    return QStringLiteral("%1 … %2").arg(
        figure(estimate.low, percent), figure(estimate.high, percent));
}

QString ForgettingWords::amount(double value, bool percent)
{
    return (percent ? tr("%1\u00a0points") : tr("%1\u00a0nats")).arg(change(value, percent));
}

QString ForgettingWords::evidence(const Estimate& estimate, bool percent, int64_t rows)
{
    return tr("95\u00a0% interval %1 to %2, n\u00a0=\u00a0%3")
        .arg(figure(estimate.low, percent), figure(estimate.high, percent),
            QString::fromStdString(formatCount(rows)));
}

QString ForgettingWords::claim(
    const ForgettingView& view, const ForgettingClaim& claim, const QString& strong)
{
    const ForgettingTask& task = view.tasks[claim.task];
    const QString name = bold(task.label);
    const QString better = bold(view.outcomes[claim.better].label);
    const QString worse = bold(view.outcomes[claim.worse].label);
    const QString proof = evidence(claim.change, task.percent, task.rows);
    const QString difference = amount(claim.change.value, task.percent);
    if (!claim.certain)
        return view.outcomes.size() == 2
            ? tr("On %1, no difference can be claimed (%2, %3).").arg(name, difference, proof)
            : tr("On %1, no difference between %2 and %3 can be claimed (%4, %5).")
                  .arg(name, better, worse, difference, proof);
    const QString shown = coloured(difference, strong);
    if (task.lowerIsBetter)
        return tr("%1 predicts %2 better than %3: cross-entropy %4, %5.")
            .arg(better, name, worse, shown, proof);
    return (claim.target ? tr("%1 learned more of %2 than %3: %4, %5.")
                         : tr("%1 keeps more of %2 than %3: %4, %5."))
        .arg(better, name, worse, shown, proof);
}

QString ForgettingWords::outcome(const ForgettingView& view, const RunOutcome& run,
    const TaskOutcome& outcome, const QString& strong)
{
    const ForgettingTask& task = view.tasks[outcome.task];
    const Retention& retention = outcome.retention;
    const QString label = bold(run.label);
    const QString name = bold(task.label);
    const QString proof = evidence(retention.change, task.percent, task.rows);
    const QString difference = amount(retention.change.value, task.percent);
    if (outcome.verdict == "kept")
        return tr("On %1, no change can be claimed (%2, %3).").arg(name, difference, proof);
    if (outcome.verdict == "learned")
        return tr("%1 learned %2: %3, %4.").arg(label, name, coloured(difference, strong), proof);
    if (retention.kept)
        return tr("%1 keeps %2 of %3, %4.")
            .arg(label, QStringLiteral("<b>%1\u00a0%</b>").arg(figure(retention.kept->value, true)),
                name, evidence(*retention.kept, true, task.rows));
    if (task.lowerIsBetter)
        return tr("%1 predicts %2 worse than its base: cross-entropy %3, %4.")
            .arg(label, name, QStringLiteral("<b>%1</b>").arg(difference), proof);
    return tr("%1 lost on %2: %3, %4.")
        .arg(label, name, QStringLiteral("<b>%1</b>").arg(difference), proof);
}

QStringList ForgettingWords::sentences(const ForgettingView& view, const QString& strong)
{
    QStringList certain;
    QStringList open;
    if (view.outcomes.size() == 1)
        for (const TaskOutcome& one : view.outcomes.front().changes)
            (one.verdict == "kept" ? open : certain)
                .append(outcome(view, view.outcomes.front(), one, strong));
    for (const ForgettingClaim& one : view.claims)
        (one.certain ? certain : open).append(claim(view, one, strong));
    return certain + open;
}

} // namespace interweave::ui
