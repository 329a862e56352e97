// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/run.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace interweave {

/// The files that a run reads besides its model and its training rows, each with the hash it must
/// have again when the run is resumed: by their paths the recipe's starting adapter, validation
/// rows, anchor text and budget text, and `watched`, the files of its watched suite; by their names
/// in the run's folder the passages and rows that it keeps there.

/// Those of a recipe. Throws Error{NotFound, Io}.
std::map<std::string, std::string> recipeFileHashes(
    const Recipe& recipe, const std::vector<std::filesystem::path>& watched);

/// Refuses a file that is not what it was: one that the run knows and `recipe` still names, or one
/// that the run keeps. An anchor text counts only until its passages are kept; a starting adapter
/// may be gone once there is a checkpoint. Throws Error{InvalidArgument} naming the file,
/// Error{NotFound, Io}.
void requireSameFiles(
    const Run& run, const Recipe& recipe, const std::vector<std::filesystem::path>& watched);

/// Adds the files of `recipe`, and those that the run keeps, to what run.json says.
void rememberFiles(
    Run& run, const Recipe& recipe, const std::vector<std::filesystem::path>& watched);

/// Throws Error{InvalidArgument} where the two content hashes of `path` differ.
void requireSameContent(
    const std::string& before, const std::string& now, const std::filesystem::path& path);

} // namespace interweave
