// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace interweave {

/// The model folder or .gguf file that a name means: itself, where it is the path of one, else what
/// the hub's cache has under "ORG/NAME" or "ORG/NAME@REVISION". Empty: neither. No request is made.
/// Throws Error{InvalidArgument} for what the cache has but cannot be used.
std::filesystem::path modelAt(const std::string& name);
/// The same of a PEFT folder; a name that is neither comes back as it is.
std::filesystem::path adapterAt(const std::string& name);
/// The same of a recipe's model, which has become a path below the recipe's folder or, in an
/// override, the current one.
std::filesystem::path modelOfRecipe(
    const std::filesystem::path& model, const std::filesystem::path& recipeFile);

/// What to say of a name that is no model: how to fetch it, where the hub may have it.
std::string pullAdvice(const std::string& name);

} // namespace interweave
