// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/sweep_plan.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace interweave {

/// What a recipe lacks for a comparison.
enum class VariantNeed { Nothing, Adapter, AnchorText };

/// A comparison that is often made, as a variant of a recipe.
struct UsualVariant {
    /// "adapter", "held", "imsm", "no-query", "mean", "anchored", "post-hoc", "post-hoc-anchored"
    std::string id;
    SweepVariant variant;
    VariantNeed lacks = VariantNeed::Nothing;
};

/// Of a recipe with these values (RecipePreview): the adapter alone; it held to the base on the
/// recipe's anchor text; the siamese model; it without the query, with the mean in the gate's
/// place, and with its gate anchored; and a gate for the adapter that was trained alone, free and
/// anchored. Text to anchor is used by those that are named for it only.
std::vector<UsualVariant> usualVariants(const std::map<std::string, std::string>& values);

/// Makes these the plan's variants, in the order of usualVariants, and with them those whose
/// adapter they are given. Reads the plan's recipe. Throws Error{InvalidArgument} for an id that
/// there is not, one that the recipe cannot have, and where the plan has variants already.
void addUsualVariants(SweepPlan& plan, std::span<const std::string> ids);

/// Every variant with the recipe's learning rate times each factor. Throws Error{InvalidArgument}
/// for a factor that is not above 0.
void addLearningRates(SweepPlan& plan, std::span<const double> factors);

} // namespace interweave
