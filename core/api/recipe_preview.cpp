// SPDX-License-Identifier: Apache-2.0
#include "core/api/recipe_preview.h"

#include "core/api/guarded.h"
#include "core/api/pulled_model.h"
#include "core/support/error.h"
#include "core/train/recipe.h"
#include "core/train/recipe_keys.h"

#include <charconv>

namespace interweave {

namespace fs = std::filesystem;

namespace {

template <class Number>
std::string textOf(Number value)
{
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string textOf(bool value)
{
    return value ? "true" : "false";
}

std::string textOf(const std::string& value)
{
    return value;
}

std::string textOf(const fs::path& value)
{
    return value.string();
}

std::string textOf(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : ", ") + value;
    return text;
}

std::string textOf(const std::vector<int64_t>& values)
{
    std::string text;
    for (const int64_t value : values)
        text += (text.empty() ? "" : ", ") + textOf(value);
    return text;
}

std::map<std::string, std::string> valuesOf(const Recipe& recipe)
{
    std::map<std::string, std::string> values;
    visitRecipeKeys(
        recipe, [&](const char* key, const auto& value) { values[key] = textOf(value); });
    return values;
}

/// Throws Error where training would, and for files that are not there.
void check(const Recipe& recipe)
{
    validate(recipe);
    for (const auto& [key, path] :
        {std::pair<std::string, fs::path>{"model", recipe.model},
            {"data.train.path", recipe.data.path}, {"data.validation.path", recipe.validation.path},
            {"method.adapter", recipe.adapter}, {"anchor.path", recipe.anchor.path},
            {"eval.suite", recipe.watch.suite}, {"budget.text", recipe.budget.text}})
        if (std::error_code unused; !path.empty() && !fs::exists(path, unused))
            throw Error(ErrorCode::NotFound, key, path.string() + " is not there");
}

std::string shellQuoted(const std::string& text)
{
    constexpr const char* kPlain
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=,:+@%-";
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos)
        return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

/// The preview's problem is the first; later ones may follow from it.
void note(RecipePreview& preview, const std::string& key, const std::string& problem)
{
    if (!preview.problem.empty())
        return;
    preview.problem = problem;
    preview.problemKey = key;
}

} // namespace

RecipePreview previewRecipe(
    const std::string& recipeFile, const std::vector<std::string>& overrides)
{
    RecipePreview preview;
    try {
        guarded([&] {
            Recipe recipe = readRecipe(recipeFile);
            const std::map<std::string, std::string> keys = valuesOf(recipe);
            for (const std::string& text : overrides) {
                try {
                    applyOverride(recipe, text);
                } catch (const Error& error) {
                    const std::string key = text.substr(0, text.find('='));
                    note(preview, keys.contains(key) ? key : "", error.message());
                }
            }
            preview.yaml = toYaml(recipe);
            preview.values = valuesOf(recipe);
            try {
                recipe.model = modelOfRecipe(recipe.model, recipeFile);
                check(recipe);
            } catch (const Error& error) {
                note(preview, keys.contains(error.where()) ? error.where() : "", error.message());
            }
        });
    } catch (const Error& error) {
        note(preview, "", error.what());
    }
    return preview;
}

std::string trainCommand(const TrainRequest& request)
{
    std::string command = "interweave train";
    command += request.resume.empty() ? " " + shellQuoted(request.recipe)
                                      : " --resume " + shellQuoted(request.resume);
    for (const std::string& text : request.overrides)
        command += " --set " + shellQuoted(text);
    return command;
}

std::string sweepCommand(const std::string& planFile)
{
    return "interweave sweep " + shellQuoted(planFile);
}

} // namespace interweave
