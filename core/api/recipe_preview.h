// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/requests.h"

#include <map>
#include <string>
#include <vector>

namespace interweave {

/// A recipe with overrides, and what is wrong with it: for forms that check while one types.
struct RecipePreview {
    std::string yaml; // every key in canonical order; empty where the file cannot be read
    std::map<std::string, std::string> values; // dotted key → text; lists "a, b", switches "true"
    std::string problem; // the first thing that is wrong; empty: it can start
    std::string problemKey; // the key it is about; empty: the file, or no single key
};

/// Values are there even where they are impossible; an override that cannot be read counts as not
/// given. Besides what training itself refuses, files that are not there are problems. Reads the
/// recipe's file only. Throws nothing but std::bad_alloc.
RecipePreview previewRecipe(
    const std::string& recipeFile, const std::vector<std::string>& overrides = {});

/// The command that does the same in a POSIX shell: interweave train FILE --set key=value …
std::string trainCommand(const TrainRequest& request);
/// interweave sweep FILE, in the same way.
std::string sweepCommand(const std::string& planFile);

} // namespace interweave
