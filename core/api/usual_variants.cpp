// SPDX-License-Identifier: Apache-2.0
#include "core/api/usual_variants.h"

#include "core/api/recipe_preview.h"
#include "core/support/error.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace interweave {

namespace {

using Values = std::map<std::string, std::string>;

std::string at(const Values& values, const char* key)
{
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
}

/// Of a recipe as the plan's runs have it, without their variants.
Values valuesOf(const SweepPlan& plan)
{
    return previewRecipe(plan.recipe, plan.overrides).values;
}

std::string shortText(double value)
{
    constexpr int kDigits = 4;
    char buffer[64];
    return {buffer,
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, kDigits)
            .ptr};
}

std::string idsOf(const std::vector<UsualVariant>& variants)
{
    std::string ids;
    for (const UsualVariant& one : variants)
        ids += (ids.empty() ? "" : ", ") + one.id;
    return ids;
}

} // namespace

std::vector<UsualVariant> usualVariants(const Values& values)
{
    const std::string peft = at(values, "method.peft");
    const bool full = peft == "full";
    const bool anchor = !at(values, "anchor.path").empty() || at(values, "anchor.self") == "true";
    const std::vector<std::string> unheld = anchor
        ? std::vector<std::string>{"anchor.path=''", "anchor.self=false"}
        : std::vector<std::string>();
    std::vector<UsualVariant> variants;
    const auto add = [&](const char* id, const std::string& name, bool siamese, bool held,
                         std::vector<std::string> overrides) {
        overrides.insert(
            overrides.begin(), std::string("method.siamese=") + (siamese ? "true" : "false"));
        if (!siamese && at(values, "eval.branch") == "interwoven")
            overrides.emplace_back("eval.branch=''");
        if (!held)
            overrides.insert(overrides.end(), unheld.begin(), unheld.end());
        const VariantNeed lacks = siamese && full ? VariantNeed::Adapter
            : held && !anchor                     ? VariantNeed::AnchorText
                                                  : VariantNeed::Nothing;
        variants.push_back({id, {name, std::move(overrides)}, lacks});
        return &variants.back().variant;
    };
    add("adapter", peft, false, false, {});
    add("held", peft + " held to the base", false, true, {});
    add("imsm", "imsm", true, false, {"method.gate.fusion=query_gate"});
    add("no-query", "imsm without the query", true, false, {"method.gate.fusion=gate"});
    add("mean", "imsm without a gate", true, false, {"method.gate.fusion=mean"});
    add("anchored", "imsm anchored", true, true,
        {"method.gate.fusion=query_gate", "method.gate.bias=true"});
    const auto addPostHoc = [&](const char* id, const std::string& name, bool held,
                                std::vector<std::string> overrides) {
        overrides.emplace_back("method.gate.fusion=query_gate");
        if (std::atof(at(values, "train.l2_to_base").c_str()) > 0.0)
            overrides.emplace_back("train.l2_to_base=0"); // of memories that do not change
        add(id, name, true, held, std::move(overrides))->adapterOf = peft;
    };
    addPostHoc("post-hoc", "post-hoc gate", false, {});
    addPostHoc("post-hoc-anchored", "post-hoc gate anchored", true, {"method.gate.bias=true"});
    return variants;
}

void addUsualVariants(SweepPlan& plan, std::span<const std::string> ids)
{
    if (ids.empty())
        return;
    if (plan.variants.size() != 1 || !plan.variants.front().name.empty())
        throw Error(ErrorCode::InvalidArgument, plan.name, "has variants of its own");
    const std::vector<UsualVariant> usual = usualVariants(valuesOf(plan));
    for (const std::string& id : ids)
        if (std::ranges::find(usual, id, &UsualVariant::id) == usual.end())
            throw Error(ErrorCode::InvalidArgument, plan.name,
                "there is no comparison '" + id + "', but " + idsOf(usual));
    const auto isChosen
        = [&](const UsualVariant& one) { return std::ranges::find(ids, one.id) != ids.end(); };
    const auto isGiver = [&](const UsualVariant& one) { // of an adapter to one that is chosen
        return std::ranges::any_of(usual, [&](const UsualVariant& other) {
            return isChosen(other) && other.variant.adapterOf == one.variant.name;
        });
    };
    std::vector<SweepVariant> chosen;
    for (const UsualVariant& one : usual) {
        if (!isChosen(one) && !isGiver(one))
            continue;
        if (one.lacks != VariantNeed::Nothing)
            throw Error(ErrorCode::InvalidArgument, plan.name,
                "'" + one.id + "' needs "
                    + (one.lacks == VariantNeed::Adapter ? "an adapter, the recipe trains the model"
                                                         : "anchor.path or anchor.self"));
        SweepVariant variant = one.variant;
        variant.blends = plan.variants.front().blends;
        chosen.push_back(std::move(variant));
    }
    plan.variants = std::move(chosen);
}

void addLearningRates(SweepPlan& plan, std::span<const double> factors)
{
    if (factors.empty())
        return;
    const double rate = std::atof(at(valuesOf(plan), "train.learning_rate").c_str());
    std::string grid;
    for (const double factor : factors) {
        if (!(factor > 0.0))
            throw Error(ErrorCode::InvalidArgument, "learning rates",
                "times " + shortText(factor) + ", a number above 0 was expected");
        grid += (grid.empty() ? "" : ",") + shortText(factor * rate);
    }
    addGrid(plan, "train.learning_rate=" + grid);
}

} // namespace interweave
