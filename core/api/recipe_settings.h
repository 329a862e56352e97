// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace interweave {

/// A key of a recipe and what stands there.
struct RecipeSetting {
    std::string key; // dotted: "method.lora.rank"
    std::string value; // a list as "a, b"

    bool operator==(const RecipeSetting&) const = default;
};

/// The scalars and lists of a recipe's YAML in their order, for showing: nothing is checked or
/// filled in. Keys without a value are left out; empty where the text is no YAML. Never throws.
std::vector<RecipeSetting> recipeSettings(const std::string& yaml);

/// The value of a key; empty where there is none.
std::string settingOf(const std::vector<RecipeSetting>& settings, const std::string& key);

/// What method.peft can be.
std::vector<std::string> peftMethods();
/// What data.train.template can be.
std::vector<std::string> rowTemplates();

} // namespace interweave
