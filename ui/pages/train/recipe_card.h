// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/presets.h"
#include "core/api/recipe_preview.h"
#include "ui/models/recipe_form.h"
#include "ui/pages/services.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTimer;

namespace interweave::ui {

class FormFields;
class RecipeText;

/// A recipe as a form, as YAML and as a command: the one that is being written, checked while one
/// types, or the one of a run, which only is shown.
class RecipeCard : public Card {
    Q_OBJECT

public:
    explicit RecipeCard(Services& services, QWidget* parent = nullptr);

    /// Reads the presets and begins with the first.
    void load();
    /// The recipe of a run, read-only, until editAgain.
    void showRun(const TrainRequest& request, const RecipePreview& recipe);
    void editAgain();
    /// For a model of one's own: the paper's set-up, the pointer in the model's field, or, where
    /// the model is given, in the data's.
    void usePresetWithOwnModel(const QString& model = {});
    void openRecipe(const QString& file);

    /// Whether what is written can start as it is; false while it is being checked.
    bool isValid() const { return m_valid; }
    TrainRequest request() const { return m_form.request(); }
    const RecipePreview& shown() const { return m_shown; }
    QString runName() const; // of what is written

Q_SIGNALS:
    /// What is written has been checked; isValid() tells.
    void checked();
    void failed(const interweave::ui::Failure& failure);

private:
    QWidget* makeForm();
    void addPages();
    void askWhereToSave();
    void takePresets(const std::vector<Preset>& presets);
    void pickPreset(int index);
    void begin(const std::string& recipe, bool keepModel, bool keepData);
    void choose(const QString& key, const QString& text);
    void check();
    void take(const RecipePreview& preview);
    void showTexts(const RecipePreview& preview, const TrainRequest& request);
    void saveYaml(const QString& file);

    Services& m_services;
    RecipeForm m_form;
    RecipePreview m_shown;
    std::vector<Preset> m_presets;
    bool m_wantsOwnModel = false; // before the presets are there
    QString m_focusWhenShown; // a key, once its field has the new form's text
    bool m_valid = false;
    bool m_showsRun = false;
    quint64 m_asked = 0; // replies to older questions do not count
    QComboBox* m_preset;
    QLabel* m_presetText;
    FormFields* m_fields;
    QLabel* m_problem; // where it has no field
    RecipeText* m_yaml;
    RecipeText* m_command;
    QStackedWidget* m_pages;
    QTimer* m_debounce;
};

} // namespace interweave::ui
