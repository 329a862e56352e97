// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sweep_form.h"

#include "core/support/error.h"
#include "core/support/number_text.h"

#include <QCoreApplication>

#include <filesystem>

namespace interweave::ui {

namespace {

/// The translations' context.
class SweepWords {
    Q_DECLARE_TR_FUNCTIONS(SweepWords)
};

/// The parts between separators, without the blanks around them.
QStringList partsOf(const QString& text, QChar separator)
{
    QStringList parts;
    for (const QString& part : text.split(separator))
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    return parts;
}

std::vector<int64_t> seedsOf(const QString& text)
{
    std::vector<int64_t> seeds;
    for (const QString& part : partsOf(text, ',')) {
        bool isNumber = false;
        seeds.push_back(part.toLongLong(&isNumber));
        if (!isNumber || seeds.back() < 0)
            throw Error(ErrorCode::InvalidArgument, "seeds",
                "are '" + text.toStdString() + "', whole numbers were expected: 1, 2, 3");
    }
    return seeds;
}

std::vector<std::string> settingsOf(const QString& text)
{
    std::vector<std::string> settings;
    for (const QString& part : partsOf(text, ';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals <= 0)
            throw Error(ErrorCode::InvalidArgument, "settings",
                "'" + part.toStdString() + "', key=value was expected");
        settings.push_back(
            (part.left(equals).trimmed() + '=' + part.mid(equals + 1).trimmed()).toStdString());
    }
    return settings;
}

} // namespace

SweepPlan sweepPlan(const SweepForm& form, const TrainRequest& recipe)
{
    SweepPlan plan;
    plan.recipe = recipe.recipe;
    plan.overrides = recipe.overrides;
    plan.variants.push_back({});
    return sweepPlan(form, std::move(plan));
}

SweepPlan sweepPlan(const SweepForm& form, SweepPlan plan)
{
    if (!form.name.trimmed().isEmpty())
        plan.name = form.name.trimmed().toStdString();
    if (plan.name.empty())
        throw Error(ErrorCode::InvalidArgument, {}, "the sweep needs a name");
    for (std::string& setting : settingsOf(form.settings))
        plan.overrides.push_back(std::move(setting));
    std::vector<std::string> comparisons;
    for (const QString& id : form.comparisons)
        comparisons.push_back(id.toStdString());
    addUsualVariants(plan, comparisons);
    addLearningRates(plan, std::vector<double>(form.rates.begin(), form.rates.end()));
    for (const QString& grid : partsOf(form.grids, ';'))
        addGrid(plan, grid.toStdString());
    if (std::vector<int64_t> seeds = seedsOf(form.seeds); !seeds.empty())
        plan.seeds = std::move(seeds);
    if (const QString suite = form.suite.trimmed(); !suite.isEmpty())
        plan.suite = suitePath(suite.toStdString());
    if (const QString data = form.data.trimmed(); !data.isEmpty())
        plan.data = std::filesystem::absolute(data.toStdString()).string();
    if (form.limit > 0)
        plan.limit = form.limit;
    for (SweepVariant& variant : plan.variants)
        variant.blends = variant.blends || form.blends;
    return plan;
}

QString comparisonName(const std::string& id)
{
    if (id == "adapter")
        return SweepWords::tr("The adapter alone");
    if (id == "held")
        return SweepWords::tr("The adapter held to the base");
    if (id == "imsm")
        return SweepWords::tr("IMSM");
    if (id == "no-query")
        return SweepWords::tr("IMSM without the query");
    if (id == "mean")
        return SweepWords::tr("Mean without a gate");
    if (id == "anchored")
        return SweepWords::tr("IMSM anchored");
    if (id == "post-hoc")
        return SweepWords::tr("Post-hoc gate");
    return SweepWords::tr("Post-hoc gate anchored");
}

QString comparisonToolTip(const std::string& id)
{
    if (id == "adapter")
        return SweepWords::tr("Plain fine-tuning: what it learns and forgets without a gate");
    if (id == "held")
        return SweepWords::tr("Plain fine-tuning, held to the base on the recipe's anchor text");
    if (id == "imsm")
        return SweepWords::tr("The siamese model as published: a gate that sees the query");
    if (id == "no-query")
        return SweepWords::tr("The same gate without the query's summary");
    if (id == "mean")
        return SweepWords::tr("Half base, half tuned at every token: what a gate has to beat");
    if (id == "anchored")
        return SweepWords::tr("The gate with a bias, held to the base on the recipe's anchor text");
    if (id == "post-hoc")
        return SweepWords::tr("A gate trained for the adapter alone, which stays as it is");
    return SweepWords::tr("A gate for the adapter alone, held to the base on the anchor text");
}

QString whyNot(const UsualVariant& variant)
{
    switch (variant.lacks) {
    case VariantNeed::Nothing: return {};
    case VariantNeed::Adapter:
        return SweepWords::tr("Full training leaves no base model to interweave with.");
    case VariantNeed::AnchorText: return SweepWords::tr("The recipe has no anchor text.");
    }
    return {};
}

QString sweepSize(int runs, int done, const std::optional<double>& secondsOfOne)
{
    QStringList words{runs == 1 ? SweepWords::tr("1 run") : SweepWords::tr("%1 runs").arg(runs)};
    if (done > 0)
        words << SweepWords::tr("%1 done already").arg(done);
    if (secondsOfOne && runs > done)
        words << SweepWords::tr("about %1 of training")
                     .arg(QString::fromStdString(formatDuration(*secondsOfOne * (runs - done))));
    return words.join(QStringLiteral(" · "));
}

} // namespace interweave::ui
