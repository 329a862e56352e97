// SPDX-License-Identifier: Apache-2.0
#include "core/eval/suite.h"

#include "core/data/records.h"
#include "core/data/row_template.h"
#include "core/eval/metric.h"
#include "core/support/atomic_file.h"
#include "core/support/embedded_files.h"
#include "core/support/error.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <yaml-cpp/yaml.h>

namespace interweave {

namespace {

using Kind = EvaluationTask::Kind;

/// What a data file is good for, by its first row. hasTemplate: one that makes rows of it.
Kind kindOf(const std::filesystem::path& file, bool hasTemplate = false)
{
    Kind kind = Kind::Answers;
    readRecords(file, "auto", {.limit = 1}, [&](const JsonLine& line) {
        if (hasTemplate)
            return;
        if (line.value.contains("input") && line.value.contains("choices"))
            kind = Kind::Choice;
        else if (line.value.contains("input") && line.value.contains("output"))
            kind = Kind::Answers;
        else if (line.value.contains("text"))
            kind = Kind::Text;
        else
            throw Error(ErrorCode::CorruptData, line.where(),
                "has neither \"input\" with \"output\" or \"choices\" nor \"text\"");
    });
    return kind;
}

/// A file of the authors' rows needs no template.
bool hasInput(const std::filesystem::path& file)
{
    bool found = false;
    readRecords(file, "auto", {.limit = 1}, [&](const JsonLine& line) {
        found = line.value.is_object() && line.value.contains("input")
            && line.value.contains("output");
    });
    return found;
}

/// One task's mapping, read key by key.
class TaskReader {
public:
    /// folder: of the task's file.
    TaskReader(const YAML::Node& node, const std::filesystem::path& suite,
        const std::filesystem::path& folder)
        : m_node(node)
        , m_suite(suite)
        , m_folder(folder)
    {
        if (!node.IsMap())
            fail(node, "a task is a mapping with at least a file");
        static const std::set<std::string> known{"name", "file", "kind", "metrics", "metric",
            "limit", "max_new", "max_tokens", "stop_at_newline", "choices", "template", "optional"};
        for (const auto& entry : node) {
            const auto key = entry.first.as<std::string>("");
            if (!known.contains(key))
                fail(entry.first, "unknown key '" + key + "'");
        }
    }

    std::string name() const
    {
        return value<std::string>("name", file().stem().string(), "a text");
    }

    bool isMissing() const
    {
        return value<bool>("optional", false, "true or false") && !std::filesystem::exists(file());
    }

    EvaluationTask read() const
    {
        EvaluationTask task;
        task.file = file();
        task.name = name();
        task.choices = readChoices();
        task.rowTemplate = readTemplate(task.file);
        const Kind found = kindOf(task.file, !task.rowTemplate.empty());
        task.kind = readKind(found, !task.choices.empty());
        task.afterPrompt = task.kind == Kind::Text && found != Kind::Text;
        task.metrics = readMetrics(task);
        task.limit = count("limit");
        task.maxNew = count("max_new");
        task.maxTokens = count("max_tokens");
        if (task.maxTokens > 0 && task.kind != Kind::Text)
            fail(m_node["max_tokens"], "'max_tokens' is for texts only; answers have 'max_new'");
        task.stopAtNewline = value<bool>("stop_at_newline", false, "true or false");
        return task;
    }

private:
    [[noreturn]] void fail(const YAML::Node& at, const std::string& message) const
    {
        throw Error(ErrorCode::InvalidArgument,
            m_suite.string() + ":" + std::to_string(at.Mark().line + 1), message);
    }

    template <typename T>
    T value(const char* key, const T& otherwise, const char* expected) const
    {
        const YAML::Node node = m_node[key];
        if (!node)
            return otherwise;
        T result{};
        if (!node.IsScalar() || !YAML::convert<T>::decode(node, result))
            fail(node, std::string("'") + key + "' must be " + expected);
        return result;
    }

    std::filesystem::path file() const
    {
        const auto given = value<std::string>("file", "", "a path");
        if (given.empty())
            fail(m_node, "a task needs a file");
        return m_folder / given;
    }

    /// Empty where the rows need none.
    std::string readTemplate(const std::filesystem::path& file) const
    {
        const auto given = value<std::string>("template", "", "a name");
        const std::vector<std::string> names = rowTemplateNames();
        if (!given.empty() && std::ranges::find(names, given) == names.end()) {
            std::string known;
            for (const std::string& one : names)
                known += (known.empty() ? "" : ", ") + one;
            fail(m_node["template"],
                "'template' is '" + given + "', one of these was expected: " + known);
        }
        return given.empty() || hasInput(file) ? std::string() : given;
    }

    int64_t count(const char* key) const
    {
        const auto result = value<int64_t>(key, 0, "a whole number");
        if (m_node[key] && result < 1)
            fail(m_node[key], std::string("'") + key + "' must be at least 1");
        return result;
    }

    /// found: by the file. hasChoices: the suite gives them, for rows of input and output.
    Kind readKind(Kind found, bool hasChoices) const
    {
        if (hasChoices && found == Kind::Text)
            fail(m_node["choices"], "'choices' are for rows with an input, not for texts");
        if (hasChoices)
            found = Kind::Choice;
        static const std::map<std::string, Kind> kinds{
            {"jsonl", Kind::Answers}, {"text", Kind::Text}, {"choice", Kind::Choice}};
        const auto kind = value<std::string>("kind", "", "jsonl, text or choice");
        if (kind.empty())
            return found;
        if (!kinds.contains(kind))
            fail(m_node["kind"], "'kind' must be jsonl, text or choice, not '" + kind + "'");
        const bool answersAsText = kinds.at(kind) == Kind::Text && found == Kind::Answers;
        if (answersAsText)
            return Kind::Text;
        if (kinds.at(kind) != found)
            fail(m_node["kind"],
                "'kind' is " + kind + " but " + file().string() + " is not"
                    + (kind == "choice" ? ": neither its rows nor the task have 'choices'" : ""));
        return found;
    }

    std::vector<std::string> readChoices() const
    {
        const YAML::Node node = m_node["choices"];
        std::vector<std::string> choices;
        for (size_t i = 0; node && node.IsSequence() && i < node.size(); ++i)
            choices.push_back(node[i].IsScalar() ? node[i].Scalar() : "");
        if (node && (choices.size() < 2 || std::ranges::count(choices, "") > 0))
            fail(node, "'choices' must be a list of at least two texts");
        return choices;
    }

    std::vector<std::string> readMetrics(const EvaluationTask& task) const
    {
        const YAML::Node node = m_node[m_node["metrics"] ? "metrics" : "metric"];
        std::vector<std::string> names;
        if (!node)
            return names;
        if (node.IsScalar())
            names.push_back(node.Scalar());
        for (size_t i = 0; node.IsSequence() && i < node.size(); ++i)
            names.push_back(node[i].IsScalar() ? node[i].Scalar() : "");
        if (names.empty())
            fail(node, "'metrics' must be a name or a list of names");
        const std::string where = m_suite.string() + ":" + std::to_string(node.Mark().line + 1);
        for (std::string& name : names)
            name = canonical(task, name, where);
        return names;
    }

    static std::string canonical(
        const EvaluationTask& task, const std::string& name, const std::string& where)
    {
        switch (task.kind) {
        case Kind::Text: return canonicalTextMetric(name, where, task.afterPrompt);
        case Kind::Choice: return canonicalChoiceMetric(name, where);
        case Kind::Answers: return canonicalMetric(name, where);
        }
        throw Error(ErrorCode::Internal, where, "unknown kind of task");
    }

    const YAML::Node& m_node;
    const std::filesystem::path& m_suite;
    const std::filesystem::path& m_folder;
};

/// Of a suite that is built in; null for another.
const EmbeddedFile* builtIn(const std::filesystem::path& path)
{
    const EmbeddedFile* const file = findEmbedded("suites/" + path.string() + ".yaml");
    return std::filesystem::exists(path) ? nullptr : file;
}

YAML::Node parse(const std::filesystem::path& path)
{
    try {
        const EmbeddedFile* const embedded = builtIn(path);
        return YAML::Load(embedded ? std::string(embedded->bytes) : readFile(path));
    } catch (const YAML::Exception& failure) {
        throw Error(ErrorCode::CorruptData,
            path.string() + ":" + std::to_string(failure.mark.line + 1), failure.msg);
    }
}

} // namespace

Suite readSuite(const std::filesystem::path& path, const std::filesystem::path& data)
{
    if (path.extension() == ".jsonl") {
        EvaluationTask task;
        task.name = task.suite = path.stem().string();
        task.file = path;
        task.kind = kindOf(path);
        return {{task}, {}};
    }
    const YAML::Node root = parse(path);
    if (!root.IsMap() || root.size() != 1 || !root["tasks"].IsSequence()
        || root["tasks"].size() == 0)
        throw Error(ErrorCode::InvalidArgument, path.string(),
            "a suite holds 'tasks', a list of at least one task, and nothing else");
    const std::filesystem::path folder = data.empty() ? path.parent_path() : data;
    Suite suite;
    std::set<std::string> names;
    for (const YAML::Node& node : root["tasks"]) {
        const TaskReader reader(node, path, folder);
        if (!names.insert(reader.name()).second)
            throw Error(ErrorCode::InvalidArgument,
                path.string() + ":" + std::to_string(node.Mark().line + 1),
                "a second task is named '" + reader.name() + "'");
        if (reader.isMissing()) {
            suite.leftOut.push_back(reader.name());
            continue;
        }
        suite.tasks.push_back(reader.read());
        suite.tasks.back().suite = path.stem().string();
    }
    if (suite.tasks.empty())
        throw Error(ErrorCode::NotFound, path.string(),
            "none of the suite's files is in " + (folder.empty() ? "." : folder.string())
                + "; --data names their folder");
    return suite;
}

std::vector<EvaluationTask> loadSuite(
    const std::filesystem::path& path, const std::filesystem::path& data)
{
    return readSuite(path, data).tasks;
}

} // namespace interweave
