// SPDX-License-Identifier: Apache-2.0
#include "core/api/report_data.h"

#include "core/api/pulled_model.h"
#include "core/data/choice_rows.h"
#include "core/data/data_report.h"
#include "core/eval/suite.h"
#include "core/support/error.h"
#include "core/text/tokenizer.h"
#include "core/train/recipe.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

bool isSuite(const fs::path& file)
{
    return file.extension() == ".yaml" || file.extension() == ".yml";
}

/// Rows that are laid out as the training rows.
void addRows(LeakageCheck& leakage, const DataSource& training, const fs::path& file)
{
    DataSource source = training;
    source.path = file;
    source.limit = 0;
    source.skipBadLines = true;
    leakage.addFile(file.string(), readDataRows(source).rows);
}

void addTask(LeakageCheck& leakage, const EvaluationTask& task)
{
    std::vector<DataRow> rows;
    const bool answers = task.kind == EvaluationTask::Kind::Answers || task.afterPrompt;
    switch (answers ? EvaluationTask::Kind::Answers : task.kind) {
    case EvaluationTask::Kind::Answers:
        rows = readDataRows(
            {.path = task.file, .rowTemplate = task.rowTemplate, .limit = task.limit})
                   .rows;
        break;
    case EvaluationTask::Kind::Choice:
        for (const ChoiceRow& row : readChoiceRows(task.file, task.limit, task.choices))
            rows.push_back({row.input, {row.choices[static_cast<size_t>(row.answer)]}, row.line});
        break;
    case EvaluationTask::Kind::Text:
        for (const std::string& text : readTexts(task.file, task.limit))
            rows.push_back({"", {text}, static_cast<int64_t>(rows.size()) + 1, true});
        break;
    }
    leakage.addFile(task.file, rows);
}

} // namespace

DataReport reportData(ModelStore& models, const DataRequest& request, std::stop_token stop)
{
    Recipe recipe = loadRecipe(request.recipe, request.overrides);
    recipe.model = modelOfRecipe(recipe.model, request.recipe);
    const fs::path model = models.find(recipe.model.string()).model;
    const std::shared_ptr<const Tokenizer> tokenizer = models.tokenizer(recipe.model.string());
    LeakageCheck leakage;
    for (const std::string& file : request.against) {
        if (!isSuite(file))
            addRows(leakage, recipe.data, file);
        else
            for (const EvaluationTask& task : loadSuite(file))
                addTask(leakage, task);
    }
    const RowReading reading{*tokenizer, tokenizer->eosId().value_or(0),
        {recipe.train.maxInputTokens, recipe.train.maxOutputTokens}, conversationText(model)};
    return reportData(recipe.data, reading, request.shownRows, leakage, stop);
}

} // namespace interweave
