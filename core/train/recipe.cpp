// SPDX-License-Identifier: Apache-2.0
#include "core/train/recipe.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/nearest_name.h"
#include "core/train/recipe_keys.h"
#include "core/train/yaml_values.h"

#include <map>
#include <set>
#include <yaml-cpp/yaml.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr int kMaxDepth = 8; // deeper than any recipe; a YAML alias may point at its own parent

/// A leaf of the YAML tree: a scalar, a list or nothing.
struct Leaf {
    YAML::Node node;
    std::string where;
};
using Leaves = std::map<std::string, Leaf>;

std::string whereOf(const std::string& file, const YAML::Mark& mark)
{
    return mark.is_null() ? file : file + ":" + std::to_string(mark.line + 1);
}

void collectLeaves(const YAML::Node& node, const std::string& prefix, const std::string& file,
    int depth, Leaves& leaves)
{
    if (depth > kMaxDepth)
        throw Error(ErrorCode::InvalidArgument, whereOf(file, node.Mark()),
            "sections are nested too deeply");
    std::set<std::string> seen;
    for (const auto& entry : node) {
        const std::string where = whereOf(file, entry.first.Mark());
        if (!entry.first.IsScalar())
            throw Error(ErrorCode::InvalidArgument, where, "a key is not plain text");
        const std::string key = prefix + entry.first.Scalar();
        if (!seen.insert(key).second)
            throw Error(ErrorCode::InvalidArgument, where, "key '" + key + "' occurs twice");
        if (entry.second.IsMap())
            collectLeaves(entry.second, key + ".", file, depth + 1, leaves);
        else
            leaves[key] = {entry.second, where};
    }
}

YAML::Node parseYaml(const std::string& yaml, const std::string& where)
{
    try {
        return YAML::Load(yaml);
    } catch (const YAML::Exception& failure) {
        throw Error(ErrorCode::InvalidArgument, whereOf(where, failure.mark),
            "is not YAML: " + failure.msg);
    }
}

std::vector<std::string> allKeys()
{
    std::vector<std::string> keys;
    const Recipe recipe;
    visitRecipeKeys(recipe, [&](const char* key, const auto&) { keys.emplace_back(key); });
    return keys;
}

bool isEmptySection(const std::string& key, const Leaf& leaf, const std::vector<std::string>& keys)
{
    return leaf.node.IsNull() && std::any_of(keys.begin(), keys.end(), [&](const std::string& k) {
        return k.starts_with(key + ".");
    });
}

void apply(Recipe& recipe, Leaves leaves, const fs::path& folder)
{
    visitRecipeKeys(recipe, [&](const char* key, auto& value) {
        if (const auto leaf = leaves.extract(key)) {
            const YamlPlace place{key, leaf.mapped().where, folder};
            readYaml(leaf.mapped().node, place, value);
        }
    });
    const std::vector<std::string> keys = allKeys();
    for (const auto& [key, leaf] : leaves)
        if (!isEmptySection(key, leaf, keys))
            throw Error(ErrorCode::InvalidArgument, leaf.where,
                "unknown key '" + key + "'; the nearest is '" + nearestName(key, keys) + "'");
}

Leaves overrideLeaf(const std::string& text)
{
    const size_t equals = text.find('=');
    const std::string where = "override '" + text + "'";
    if (equals == std::string::npos || equals == 0)
        throw Error(ErrorCode::InvalidArgument, where, "is not of the form key=value");
    return {{text.substr(0, equals), {parseYaml(text.substr(equals + 1), where), where}}};
}

Recipe parseUnchecked(const std::string& yaml, const std::string& where, const fs::path& folder)
{
    const YAML::Node root = parseYaml(yaml, where);
    if (!root.IsMap())
        throw Error(ErrorCode::InvalidArgument, where, "is not a recipe: a YAML map was expected");
    Recipe recipe;
    Leaves leaves;
    collectLeaves(root, "", where, 0, leaves);
    apply(recipe, std::move(leaves), folder);
    return recipe;
}

} // namespace

Recipe parseRecipe(const std::string& yaml, const std::string& where, const fs::path& folder,
    std::span<const std::string> overrides)
{
    Recipe recipe = parseUnchecked(yaml, where, folder);
    for (const std::string& text : overrides)
        applyOverride(recipe, text);
    validate(recipe);
    return recipe;
}

Recipe readRecipe(const fs::path& path)
{
    return parseUnchecked(readFile(path), path.string(), fs::absolute(path).parent_path());
}

void applyOverride(Recipe& recipe, const std::string& text)
{
    apply(recipe, overrideLeaf(text), fs::current_path());
}

Recipe loadRecipe(const fs::path& path, std::span<const std::string> overrides)
{
    return parseRecipe(readFile(path), path.string(), fs::absolute(path).parent_path(), overrides);
}

std::string toYaml(const Recipe& recipe)
{
    YAML::Emitter out;
    std::vector<std::string> open; // the sections we are in
    out << YAML::BeginMap;
    visitRecipeKeys(recipe, [&](const std::string& key, const auto& value) {
        std::vector<std::string> path = splitAt(key, '.');
        const std::string leaf = path.back();
        path.pop_back();
        const size_t common = static_cast<size_t>(
            std::mismatch(open.begin(), open.end(), path.begin(), path.end()).first - open.begin());
        for (; open.size() > common; open.pop_back())
            out << YAML::EndMap;
        for (; open.size() < path.size(); open.push_back(path[open.size()]))
            out << YAML::Key << path[open.size()] << YAML::Value << YAML::BeginMap;
        out << YAML::Key << leaf << YAML::Value;
        writeYaml(out, value);
    });
    for (; !open.empty(); open.pop_back())
        out << YAML::EndMap;
    out << YAML::EndMap;
    return std::string(out.c_str()) + "\n";
}

} // namespace interweave
