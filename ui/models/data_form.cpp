// SPDX-License-Identifier: Apache-2.0
#include "ui/models/data_form.h"

#include "core/api/recipe_settings.h"

#include <QCoreApplication>

#include <tuple>

namespace interweave::ui {

namespace {

/// "key: text" in YAML, whatever is in the text.
std::string assignment(const char* key, const QString& text)
{
    QString quoted = text;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    quoted.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    quoted.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
    return std::string(key) + "=\"" + quoted.toStdString() + '"';
}

} // namespace

QString DataForm::problem() const
{
    if (recipe.recipe.empty())
        return QCoreApplication::translate("DataForm", "Choose a recipe on the page Train first");
    if (layout == Layout::OwnWords && (prompt.isEmpty() || answer.isEmpty()))
        return QCoreApplication::translate(
            "DataForm", "Write how a record becomes a prompt and an answer");
    return {};
}

DataRequest DataForm::request(int64_t shownRows) const
{
    DataRequest request{recipe.recipe, recipe.overrides, {}, shownRows};
    const auto set = [&](const char* key, const QString& text) {
        request.overrides.push_back(assignment(key, text));
    };
    if (!file.isEmpty()) {
        set("data.train.path", file);
        request.overrides.emplace_back("data.train.format=auto");
        request.overrides.emplace_back("data.train.limit=0");
    }
    if (layout != Layout::AsRecipe) {
        const bool own = layout == Layout::OwnWords;
        set("data.train.template", layout == Layout::Named ? templateName : QString());
        // A typed \n is a line break: a field of one line holds none.
        set("data.train.prompt", own ? QString(prompt).replace("\\n", "\n") : QString());
        set("data.train.answer", own ? QString(answer).replace("\\n", "\n") : QString());
    }
    if (!against.isEmpty())
        request.against.push_back(against.toStdString());
    return request;
}

bool DataForm::operator==(const DataForm& other) const
{
    const auto all = [](const DataForm& form) {
        return std::tie(form.recipe.recipe, form.recipe.overrides, form.file, form.layout,
            form.templateName, form.prompt, form.answer, form.against);
    };
    return all(*this) == all(other);
}

QStringList dataTemplates()
{
    QStringList names;
    for (const std::string& name : rowTemplates())
        names.push_back(QString::fromStdString(name));
    return names;
}

} // namespace interweave::ui
