// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/run.h"

namespace interweave {

/// The files that a run reads besides its model and its training rows, each with the hash it must
/// have again when the run is resumed: by their paths the recipe's validation rows, anchor text and
/// budget text; by their names in the run's folder the passages and rows that it keeps there.

/// Those of a recipe. Throws Error{NotFound, Io}.
std::map<std::string, std::string> recipeFileHashes(const Recipe& recipe);

/// Refuses a file that is not what it was: one that the run knows and `recipe` still names, or one
/// that the run keeps. An anchor text counts only until its passages are kept. Throws
/// Error{InvalidArgument} naming the file, Error{NotFound, Io}.
void requireSameFiles(const Run& run, const Recipe& recipe);

/// Adds the files of `recipe`, and those that the run keeps, to what run.json says.
void rememberFiles(Run& run, const Recipe& recipe);

/// Throws Error{InvalidArgument} where the two content hashes of `path` differ.
void requireSameContent(
    const std::string& before, const std::string& now, const std::filesystem::path& path);

} // namespace interweave
