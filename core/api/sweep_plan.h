// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// A kind of run of a sweep, by what it changes in the recipe.
struct SweepVariant {
    std::string name;
    std::vector<std::string> overrides; // "dotted.key=value"
    /// Its adapter is also measured on the way from base to tuned: scaled, and with mixed logits
    /// (blendSweep).
    bool blends = false;
    std::vector<int64_t> seeds{}; // empty: the plan's
    /// The variant whose run of the same seed brings the adapter, which stays as it is: only the
    /// gate is trained. Empty: the adapter is trained, too.
    std::string adapterOf{};
};

/// Several runs of one recipe that are to be compared: every variant with every seed.
struct SweepPlan {
    std::string name;
    std::string recipe; // file
    std::vector<std::string> overrides; // of every run, under the variants' own
    std::vector<SweepVariant> variants; // at least one
    std::vector<int64_t> seeds; // empty: the recipe's
    std::string data; // folder: what {data} in overrides and the suite's files mean; empty: none
    std::string suite; // that every run is measured on at its end, suitePath; empty: none
    int64_t limit = 0; // rows of each of its tasks; 0: as it says
};

/// One run of it.
struct SweepRun {
    std::string name; // "cola lora 2024"
    std::string variant;
    /// All of them, the name's and the seed's too; but for the folder of an adapter that it is
    /// given.
    std::vector<std::string> overrides;
    bool blends = false;
    std::optional<size_t> adapterOf{}; // the run, of all, whose adapter it is given
};

/// A plan, YAML with the keys name, recipe, set, variants (a list of name, set, blends, seeds,
/// adapter_of),
/// blends (of every variant), seeds, data, suite and limit; `set` maps a recipe's keys, dotted or
/// nested, to values; or a recipe, which is a plan of one variant. Relative files mean the plan's
/// folder, but in `set` the recipe's. Throws Error{InvalidArgument} with file:line, Error{NotFound,
/// Io}.
SweepPlan readSweep(const std::filesystem::path& file);

/// A suite's file, absolute where it is relative to `folder` (empty: the current one); a name
/// without an ending is one that is built in, and stays.
std::string suitePath(const std::string& suite, const std::filesystem::path& folder = {});

/// The plan as YAML: readSweep of it is the plan, of overrides for one key the last.
std::string planYaml(const SweepPlan& plan);

/// Every variant with each of a key's values: "train.learning_rate=1e-4,3e-4,1e-3", blanks do not
/// count. A gate's key (method.gate.…) leaves variants that turn method.siamese off as they are.
/// Throws Error{InvalidArgument}.
void addGrid(SweepPlan& plan, const std::string& grid);

/// In the order in which they are done: seed by seed, so that what can be compared is there early.
/// Throws Error{InvalidArgument} for two variants of one name, for {data} without a folder, and for
/// an adapter of a run that there is not or that is given one itself.
std::vector<SweepRun> runsOf(const SweepPlan& plan);

} // namespace interweave
