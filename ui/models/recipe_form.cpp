// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recipe_form.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr const char* kPeft = "method.peft";
constexpr const char* kSiamese = "method.siamese";
constexpr const char* kPrompts = "samples.prompts";
constexpr const char* kWatchedBranch = "eval.branch";

bool isSwitchedOn(const std::string& text)
{
    return text == "true" || text == "on" || text == "yes";
}

bool isList(const std::string& key)
{
    return key.ends_with(".targets") || key.ends_with(".feedforward");
}

/// A list as the parser takes it: without the blanks that people write.
std::string compactList(const std::string& text)
{
    QStringList parts;
    for (const QString& part : QString::fromStdString(text).split(','))
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    return parts.join(',').toStdString();
}

bool isSame(const std::string& a, const std::string& b)
{
    if (a == b)
        return true;
    bool aIsNumber = false;
    bool bIsNumber = false;
    const double x = QString::fromStdString(a).toDouble(&aIsNumber);
    const double y = QString::fromStdString(b).toDouble(&bIsNumber);
    if (aIsNumber && bIsNumber)
        return x == y;
    return compactList(a) == compactList(b);
}

} // namespace

std::string recipeOverride(const std::string& key, const std::string& text)
{
    if (key == kPrompts && text.empty())
        return key + "=[]";
    const std::string value = isList(key) ? compactList(text) : text;
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("_/.-+,@").find(c) != std::string_view::npos;
    };
    const bool plain = !value.empty() && std::all_of(value.begin(), value.end(), isPlain)
        && std::string_view("-,@").find(value.front()) == std::string_view::npos
        && QString::fromStdString(value).compare("null", Qt::CaseInsensitive) != 0;
    const QString number = QString::fromStdString(value);
    bool isNumber = false;
    number.toDouble(&isNumber); // "-1" begins as a YAML list would
    if (plain || (isNumber && !number.contains(' ')))
        return key + "=" + value;
    std::string quoted;
    for (const char c : value)
        quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return key + "='" + quoted + "'";
}

void RecipeForm::start(std::string recipe, Values values, const std::vector<std::string>& kept)
{
    Values choices;
    for (const std::string& key : kept)
        if (const auto choice = m_choices.find(key); choice != m_choices.end())
            choices.insert(*choice);
    m_recipe = std::move(recipe);
    m_values = std::move(values);
    m_choices.clear();
    for (const auto& [key, text] : choices)
        choose(key, text);
}

void RecipeForm::choose(const std::string& key, const std::string& text)
{
    const auto own = m_values.find(key);
    if (own != m_values.end() && isSame(own->second, text))
        m_choices.erase(key);
    else
        m_choices[key] = text;
}

std::string RecipeForm::chosen(const std::string& key) const
{
    if (const auto choice = m_choices.find(key); choice != m_choices.end())
        return choice->second;
    const auto own = m_values.find(key);
    return own == m_values.end() ? std::string() : own->second;
}

/// Values that follow from others, whatever is chosen.
RecipeForm::Values RecipeForm::forced() const
{
    Values values;
    const bool full = chosen(kPeft) == "full";
    if (full && isSwitchedOn(chosen(kSiamese)))
        values[kSiamese] = "false";
    if (full && !chosen(kPrompts).empty())
        values[kPrompts] = "";
    const bool gate = !full && isSwitchedOn(chosen(kSiamese));
    if (!gate && chosen(kWatchedBranch) == "interwoven")
        values[kWatchedBranch] = "";
    return values;
}

std::string RecipeForm::value(const std::string& key) const
{
    const Values values = forced();
    const auto found = values.find(key);
    return found != values.end() ? found->second : chosen(key);
}

QString RecipeForm::whyDisabled(const std::string& key) const
{
    const bool full = chosen(kPeft) == "full";
    if (full && key == kSiamese)
        return tr("Full training leaves no base model to interweave with.");
    if (key.starts_with("method.gate.") && !isSwitchedOn(value(kSiamese)))
        return tr("There is no gate.");
    const std::string steps = chosen("train.max_steps");
    if (key == "train.epochs" && !steps.empty() && steps != "0")
        return tr("The number of steps decides.");
    if (key == "eval.every" && chosen("eval.suite").empty())
        return tr("No suite is watched.");
    return {};
}

bool RecipeForm::isShown(const std::string& key) const
{
    static const std::string kPrefix = "method.";
    const size_t end = key.find('.', kPrefix.size());
    if (!key.starts_with(kPrefix) || end == std::string::npos)
        return true;
    const std::string section = key.substr(kPrefix.size(), end - kPrefix.size());
    const std::string method = chosen(kPeft);
    if (section == "gate" || section == method)
        return true;
    // AdaLoRA is LoRA with ranks of its own.
    return section == "lora" && method == "adalora"
        && (key.ends_with(".alpha") || key.ends_with(".dropout") || key.ends_with(".targets"));
}

std::vector<std::string> RecipeForm::overrides() const
{
    Values values = m_choices;
    for (const auto& [key, text] : forced())
        values[key] = text;
    std::vector<std::string> result;
    for (const auto& [key, text] : values) {
        const auto own = m_values.find(key);
        if (own == m_values.end() || !isSame(own->second, text))
            result.push_back(recipeOverride(key, text));
    }
    return result;
}

} // namespace interweave::ui
