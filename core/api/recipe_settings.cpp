// SPDX-License-Identifier: Apache-2.0
#include "core/api/recipe_settings.h"

#include "core/data/row_template.h"
#include "core/peft/peft_methods.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace interweave {

namespace {

constexpr int kDeepest = 8; // a recipe has three levels

std::string joined(const YAML::Node& list)
{
    std::string text;
    for (const YAML::Node& item : list)
        if (item.IsScalar())
            text += (text.empty() ? "" : ", ") + item.Scalar();
    return text;
}

void flatten(
    const YAML::Node& node, const std::string& key, int depth, std::vector<RecipeSetting>& settings)
{
    if (node.IsMap() && depth < kDeepest) {
        for (const auto& entry : node)
            if (entry.first.IsScalar())
                flatten(entry.second, (key.empty() ? key : key + ".") + entry.first.Scalar(),
                    depth + 1, settings);
        return;
    }
    const std::string value = node.IsScalar() ? node.Scalar()
        : node.IsSequence()                   ? joined(node)
                                              : std::string();
    if (!key.empty() && !value.empty())
        settings.push_back({key, value});
}

} // namespace

std::vector<RecipeSetting> recipeSettings(const std::string& yaml)
{
    std::vector<RecipeSetting> settings;
    try {
        flatten(YAML::Load(yaml), {}, 0, settings);
    } catch (const YAML::Exception&) { // a run is shown whatever its recipe looks like
        settings.clear();
    }
    return settings;
}

std::string settingOf(const std::vector<RecipeSetting>& settings, const std::string& key)
{
    const auto found = std::ranges::find(settings, key, &RecipeSetting::key);
    return found == settings.end() ? std::string() : found->value;
}

std::vector<std::string> peftMethods()
{
    std::vector<std::string> methods = peftMethodNames();
    methods.emplace_back("full");
    return methods;
}

std::vector<std::string> rowTemplates()
{
    return rowTemplateNames();
}

} // namespace interweave
