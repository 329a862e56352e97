// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVector>

#include <string>

namespace interweave::ui {

/// A key of a recipe and what stands there.
struct RecipeField {
    QString key; // dotted: "method.lora.rank"
    QString value; // a list as "a, b"

    bool operator==(const RecipeField&) const = default;
};

/// A recipe's fields in their order (recipeSettings). Reads YAML: not for the window's thread.
QVector<RecipeField> recipeFields(const std::string& yaml);

/// The value of a key; empty where there is none.
QString fieldValue(const QVector<RecipeField>& fields, const QString& key);
bool fieldIsOn(const QVector<RecipeField>& fields, const QString& key);

/// What is trained, in a few words: "full", "LoRA r16", "LoRA r16 + IMSM"; empty where the recipe
/// does not say.
QString methodText(const QVector<RecipeField>& fields);

} // namespace interweave::ui
