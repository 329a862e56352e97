// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recipe_fields.h"

#include "core/api/recipe_settings.h"

#include <algorithm>

namespace interweave::ui {

QVector<RecipeField> recipeFields(const std::string& yaml)
{
    QVector<RecipeField> fields;
    for (const RecipeSetting& setting : recipeSettings(yaml))
        fields.append({QString::fromStdString(setting.key), QString::fromStdString(setting.value)});
    return fields;
}

QString fieldValue(const QVector<RecipeField>& fields, const QString& key)
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const RecipeField& field) { return field.key == key; });
    return found == fields.end() ? QString() : found->value;
}

bool fieldIsOn(const QVector<RecipeField>& fields, const QString& key)
{
    const QString value = fieldValue(fields, key).toLower();
    return value == u"true" || value == u"on" || value == u"yes";
}

QString methodText(const QVector<RecipeField>& fields)
{
    const QString peft = fieldValue(fields, QStringLiteral("method.peft"));
    QString text = peft;
    if (peft == u"lora") {
        text = QStringLiteral("LoRA");
        const QString rank = fieldValue(fields, QStringLiteral("method.lora.rank"));
        if (!rank.isEmpty())
            text += QStringLiteral(" r") + rank;
    }
    return fieldIsOn(fields, QStringLiteral("method.siamese")) ? text + QStringLiteral(" + IMSM")
                                                               : text;
}

} // namespace interweave::ui
