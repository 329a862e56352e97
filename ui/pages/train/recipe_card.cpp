// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/recipe_card.h"

#include "core/support/atomic_file.h"
#include "ui/pages/train/file_choice.h"
#include "ui/pages/train/form_fields.h"
#include "ui/pages/train/recipe_text.h"
#include "ui/widgets/segmented.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interweave::ui {

namespace {

constexpr int kDebounceMs = 150;
constexpr int kPageHeights[] = {0, 420, 220}; // at least: form, YAML, command
constexpr const char* kOwnModelPreset = "paper-lora";

} // namespace

RecipeCard::RecipeCard(Services& services, QWidget* parent)
    : Card(tr("Recipe"), parent)
    , m_services(services)
    , m_preset(new QComboBox(this))
    , m_presetText(secondaryLabel({}, this))
    , m_fields(new FormFields(this))
    , m_problem(secondaryLabel({}, this))
    , m_yaml(
          new RecipeText(services, QStringLiteral("Yaml"), tr("The recipe as YAML"), false, this))
    , m_command(new RecipeText(
          services, QStringLiteral("Command"), tr("The command that does the same"), true, this))
    , m_pages(new QStackedWidget(this))
    , m_debounce(new QTimer(this))
{
    setObjectName(QStringLiteral("recipeCard"));
    addPages();
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMs);
    connect(m_debounce, &QTimer::timeout, this, &RecipeCard::check);
    connect(m_fields, &FormFields::edited, this, &RecipeCard::choose);
    connect(m_fields, &FormFields::moreToggled, this, [this] {
        if (!m_showsRun)
            take(m_shown); // a problem may have come to light
    });
    connect(m_preset, &QComboBox::activated, this, &RecipeCard::pickPreset);
}

void RecipeCard::addPages()
{
    auto* const views = new Segmented({tr("Form"), tr("YAML"), tr("Command")}, this);
    views->setObjectName(QStringLiteral("recipeViews"));
    addHeaderWidget(views);
    m_pages->addWidget(makeForm());
    m_pages->addWidget(m_yaml);
    m_pages->addWidget(m_command);
    addWidget(m_pages);
    QPushButton* const save = m_yaml->addButton(tr("Save as…"), QStringLiteral("saveYaml"));
    save->setToolTip(tr("Write the recipe to a file that the command line can use too"));
    connect(save, &QPushButton::clicked, this, &RecipeCard::askWhereToSave);
    // The stack is as high as the page that shows, not as the highest.
    const auto show = [this](int index) {
        for (int i = 0; i < m_pages->count(); ++i) {
            const bool shown = i == index;
            m_pages->widget(i)->setSizePolicy(
                QSizePolicy::Preferred, shown ? QSizePolicy::Preferred : QSizePolicy::Ignored);
            m_pages->widget(i)->setMinimumHeight(shown ? kPageHeights[i] : 0);
        }
        m_pages->setCurrentIndex(index);
    };
    connect(views, &Segmented::picked, this, show);
    show(0);
}

QWidget* RecipeCard::makeForm()
{
    auto* const page = new QWidget(this);
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_preset->setObjectName(QStringLiteral("preset"));
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("The recipe to start from; what you change below stays yours"));
    m_preset->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_presetText->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("recipeProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    setRole(*m_problem, "role", QStringLiteral("worse"));
    column->addWidget(m_preset);
    column->addWidget(m_presetText);
    column->addWidget(m_fields);
    column->addWidget(m_problem);
    column->addStretch(1);
    return page;
}

void RecipeCard::load()
{
    m_services.library.ask(
        this, [workspace = m_services.workspace](RunLibrary&) { return unpackPresets(workspace); },
        [this](Outcome<std::vector<Preset>> outcome) {
            if (outcome)
                takePresets(outcome.value());
            else
                Q_EMIT failed(outcome.failure());
        });
}

void RecipeCard::takePresets(const std::vector<Preset>& presets)
{
    m_presets = presets;
    m_preset->clear();
    for (const Preset& preset : m_presets)
        m_preset->addItem(
            QCoreApplication::translate("Presets", preset.title.c_str()), // ids stay English
            QString::fromStdString(preset.id));
    m_preset->addItem(tr("My own recipe…"));
    if (m_wantsOwnModel)
        usePresetWithOwnModel();
    else
        pickPreset(0);
}

void RecipeCard::pickPreset(int index)
{
    const auto place = static_cast<size_t>(index);
    if (index < 0 || m_presets.empty())
        return;
    if (place >= m_presets.size()) {
        askForFile(this, FileChoice::ExistingFile, tr("Open a recipe"),
            tr("Recipes (*.yaml *.yml);;All files (*)"), {},
            [this](const QString& file) { openRecipe(file); });
        return;
    }
    const Preset& preset = m_presets[place];
    m_preset->setCurrentIndex(index);
    m_presetText->setText(QCoreApplication::translate("Presets", preset.description.c_str()));
    begin(preset.recipe, preset.needsModel, preset.needsData);
}

void RecipeCard::openRecipe(const QString& file)
{
    m_preset->setCurrentIndex(m_preset->count() - 1);
    m_presetText->setText(QFileInfo(file).fileName());
    m_presetText->setToolTip(file);
    begin(file.toStdString(), false, false);
}

void RecipeCard::usePresetWithOwnModel(const QString& model)
{
    if (!model.isEmpty())
        m_form.choose("model", model.toStdString()); // the preset names none: it stays
    m_wantsOwnModel = m_presets.empty();
    if (m_wantsOwnModel)
        return;
    pickPreset(m_preset->findData(QString::fromLatin1(kOwnModelPreset)));
    if (QWidget* const field = m_fields->focusWidget())
        field->clearFocus(); // one that is being written in keeps its text
    m_focusWhenShown
        = model.isEmpty() ? QStringLiteral("model") : QStringLiteral("data.train.path");
}

/// Model and data of one's own stay where the recipe names none.
void RecipeCard::begin(const std::string& recipe, bool keepModel, bool keepData)
{
    m_valid = false;
    std::vector<std::string> kept;
    if (keepModel)
        kept.emplace_back("model");
    if (keepData)
        kept.emplace_back("data.train.path");
    m_services.library.ask(
        this, [recipe](RunLibrary&) { return previewRecipe(recipe); },
        [this, recipe, kept, asked = ++m_asked](Outcome<RecipePreview> outcome) {
            if (asked != m_asked)
                return;
            if (!outcome)
                return Q_EMIT failed(outcome.failure());
            m_form.start(recipe, outcome.value().values, kept);
            check();
        });
}

void RecipeCard::choose(const QString& key, const QString& text)
{
    m_form.choose(key.toStdString(), text.toStdString());
    m_fields->showForm(m_form); // what follows from it
    m_valid = false;
    ++m_asked;
    m_debounce->start();
    Q_EMIT checked();
}

void RecipeCard::check()
{
    const TrainRequest request = m_form.request();
    m_services.library.ask(
        this, [request](RunLibrary&) { return previewRecipe(request.recipe, request.overrides); },
        [this, asked = ++m_asked](Outcome<RecipePreview> outcome) {
            if (asked != m_asked)
                return;
            if (outcome)
                take(outcome.value());
            else
                Q_EMIT failed(outcome.failure());
        });
}

void RecipeCard::take(const RecipePreview& preview)
{
    m_valid = preview.problem.empty();
    m_fields->showForm(m_form);
    if (!m_focusWhenShown.isEmpty())
        m_fields->focusField(std::exchange(m_focusWhenShown, {}));
    showTexts(preview, m_form.request());
    const QString key = QString::fromStdString(preview.problemKey);
    const QString problem = QString::fromStdString(preview.problem);
    const bool shown = m_fields->showProblem(key, problem);
    m_problem->setText(key.isEmpty() ? problem : key + QStringLiteral(": ") + problem);
    m_problem->setVisible(!problem.isEmpty() && !shown);
    Q_EMIT checked();
}

void RecipeCard::showTexts(const RecipePreview& preview, const TrainRequest& request)
{
    m_shown = preview;
    m_yaml->setText(QString::fromStdString(preview.yaml));
    m_command->setText(QString::fromStdString(trainCommand(request)));
}

void RecipeCard::showRun(const TrainRequest& request, const RecipePreview& recipe)
{
    m_showsRun = true;
    m_valid = false;
    m_debounce->stop();
    ++m_asked;
    m_preset->hide();
    m_fields->setReadOnly(true);
    m_fields->showProblem({}, {});
    m_problem->hide();
    m_presetText->setText(tr("As this run was started."));
    RecipeForm form;
    form.start(request.recipe, recipe.values);
    m_fields->showForm(form);
    showTexts(recipe, request);
}

void RecipeCard::editAgain()
{
    m_showsRun = false;
    m_preset->show();
    m_fields->setReadOnly(false);
    const auto index = static_cast<size_t>(std::max(0, m_preset->currentIndex()));
    m_presetText->setText(index < m_presets.size()
            ? QCoreApplication::translate("Presets", m_presets[index].description.c_str())
            : QFileInfo(QString::fromStdString(m_form.recipe())).fileName());
    check();
}

QString RecipeCard::runName() const
{
    const QString name = QString::fromStdString(m_form.value("name"));
    return name.isEmpty() ? tr("recipe") : name;
}

void RecipeCard::askWhereToSave()
{
    askForFile(this, FileChoice::NewFile, tr("Save the recipe"), tr("Recipes (*.yaml *.yml)"),
        runName() + QStringLiteral(".yaml"), [this](const QString& file) { saveYaml(file); });
}

void RecipeCard::saveYaml(const QString& file)
{
    m_services.library.ask(
        this,
        [path = file.toStdString(), yaml = m_yaml->text().toStdString()](
            RunLibrary&) { writeFileAtomically(path, yaml); },
        [this, file](const Outcome<Nothing>& outcome) {
            if (outcome)
                m_services.toast(tr("Saved as %1").arg(QFileInfo(file).fileName()), {}, {});
            else
                Q_EMIT failed(outcome.failure());
        });
}

} // namespace interweave::ui
