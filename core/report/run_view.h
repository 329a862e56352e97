// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/recipe_settings.h"
#include "core/api/run_record.h"

#include <span>
#include <string>
#include <vector>

namespace interweave {

/// A run as every section shows it.
struct RunView {
    const RunRecord* record = nullptr;
    std::string label; // its name, made unique; the id where it has none
    std::string colour; // class of report.css: the same in every chart and table
    bool siamese = false;
    std::vector<RecipeSetting> recipe;
    ResultOrigin origin; // what is known of its weights, from its newest result that says so

    const RunSummary& summary() const { return record->run.summary; }
    /// The branch that the run was trained for: what it says is what the run is worth.
    std::string ownBranch() const { return siamese ? "interwoven" : "tuned"; }
    /// Empty where the recipe does not say.
    std::string setting(const std::string& key) const;
    /// Equal for runs of the same base model.
    std::string modelKey() const;
    /// "base"; "imsm interwoven".
    std::string voice(const std::string& branch) const;
};

/// The views refer to the records. The first plain run is orange, the first siamese one violet, as
/// its branch is everywhere; all others get colours that mean nothing else.
std::vector<RunView> viewsOf(std::span<const RunRecord> runs);

} // namespace interweave
