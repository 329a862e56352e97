// SPDX-License-Identifier: Apache-2.0
#include "task_files.h"

#include "core/support/atomic_file.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

namespace interweave {

const std::vector<std::string> kInputs{"Is the sky blue?", "Do stones sink in still water?",
    "Fire?", "Does a very long question about nothing in particular end at last?"};

const Branches kAll{Branch::Base, Branch::Tuned, Branch::Interwoven};

EvaluationTask answersTask(const QTemporaryDir& folder, const std::vector<std::string>& outputs)
{
    std::string lines;
    for (size_t i = 0; i < kInputs.size(); ++i)
        lines
            += nlohmann::json{{"input", kInputs[i]}, {"output", outputs[i % outputs.size()]}}.dump()
            + "\n\n";
    EvaluationTask task;
    task.name = "questions";
    task.file = folder.filePath("questions.jsonl").toStdString();
    writeFileAtomically(task.file, lines);
    return task;
}

EvaluationTask textTask(const QTemporaryDir& folder, const std::vector<std::string>& texts)
{
    std::string lines;
    for (const std::string& text : texts)
        lines += nlohmann::json{{"text", text}}.dump() + "\n";
    EvaluationTask task;
    task.name = "texts";
    task.file = folder.filePath("texts.jsonl").toStdString();
    task.kind = EvaluationTask::Kind::Text;
    writeFileAtomically(task.file, lines);
    return task;
}

EvaluationTask choiceTask(const QTemporaryDir& folder)
{
    EvaluationTask task = answersTask(folder, {"yes", "no"});
    task.kind = EvaluationTask::Kind::Choice;
    task.choices = {"yes", "no", "perhaps not"};
    return task;
}

void eachKind()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"answers", "texts", "choices"})
        QTest::newRow(kind) << kind;
}

EvaluationTask taskOf(const QString& kind, const QTemporaryDir& folder)
{
    return kind == "answers" ? answersTask(folder, {"yes", "no"})
        : kind == "texts"    ? textTask(folder, kInputs)
                             : choiceTask(folder);
}

} // namespace interweave
