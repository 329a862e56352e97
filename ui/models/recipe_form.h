// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/requests.h"

#include <QCoreApplication>
#include <QString>

#include <map>
#include <string>
#include <vector>

namespace interweave::ui {

/// What a form knows: a recipe's file and what a person chose otherwise. Only what differs from the
/// recipe becomes an override. Choices that the rest makes impossible stay known, and count again
/// when it no longer does.
class RecipeForm {
    Q_DECLARE_TR_FUNCTIONS(interweave::ui::RecipeForm)

public:
    using Values = std::map<std::string, std::string>; // dotted key → text, as in RecipePreview

    /// Begins with a recipe as its file says, `values` from previewRecipe(file). Choices for the
    /// keys of `kept` stay.
    void start(std::string recipe, Values values, const std::vector<std::string>& kept = {});
    const std::string& recipe() const { return m_recipe; }

    /// As text or, of a list, "a, b". Choosing the recipe's own value is no choice.
    void choose(const std::string& key, const std::string& text);
    /// Chosen, else the recipe's, else what follows from other values.
    std::string value(const std::string& key) const;
    /// Why a value cannot be chosen now; empty: it can.
    QString whyDisabled(const std::string& key) const;
    /// Whether the key says anything with the PEFT method that is chosen.
    bool isShown(const std::string& key) const;

    std::vector<std::string> overrides() const;
    TrainRequest request() const { return {m_recipe, {}, overrides()}; }

private:
    std::string chosen(const std::string& key) const;
    Values forced() const;

    std::string m_recipe;
    Values m_values; // the recipe's
    Values m_choices;
};

/// "key=value" that the recipe's parser reads as this very text: quoted where YAML would see
/// something else.
std::string recipeOverride(const std::string& key, const std::string& text);

} // namespace interweave::ui
