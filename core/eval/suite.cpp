// SPDX-License-Identifier: Apache-2.0
#include "core/eval/suite.h"

#include "core/data/json_lines.h"
#include "core/eval/metric.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <yaml-cpp/yaml.h>

namespace interweave {

namespace {

using Kind = EvaluationTask::Kind;

/// What a data file is good for, by its first row.
Kind kindOf(const std::filesystem::path& file)
{
    Kind kind = Kind::Answers;
    readJsonLines(file, {.limit = 1}, [&](const JsonLine& line) {
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

/// One task's mapping, read key by key.
class TaskReader {
public:
    TaskReader(const YAML::Node& node, const std::filesystem::path& suite)
        : m_node(node)
        , m_suite(suite)
    {
        if (!node.IsMap())
            fail(node, "a task is a mapping with at least a file");
        static const std::set<std::string> known{"name", "file", "kind", "metrics", "metric",
            "limit", "max_new", "stop_at_newline", "choices"};
        for (const auto& entry : node) {
            const auto key = entry.first.as<std::string>("");
            if (!known.contains(key))
                fail(entry.first, "unknown key '" + key + "'");
        }
    }

    EvaluationTask read() const
    {
        EvaluationTask task;
        const auto file = value<std::string>("file", "", "a path");
        if (file.empty())
            fail(m_node, "a task needs a file");
        task.file = m_suite.parent_path() / file;
        task.name = value<std::string>("name", task.file.stem().string(), "a text");
        task.choices = readChoices();
        task.kind = readKind(task.file, !task.choices.empty());
        task.metrics = readMetrics(task.kind);
        task.limit = count("limit");
        task.maxNew = count("max_new");
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

    int64_t count(const char* key) const
    {
        const auto result = value<int64_t>(key, 0, "a whole number");
        if (m_node[key] && result < 1)
            fail(m_node[key], std::string("'") + key + "' must be at least 1");
        return result;
    }

    /// hasChoices: the suite gives them, for rows of input and output.
    Kind readKind(const std::filesystem::path& file, bool hasChoices) const
    {
        Kind found = kindOf(file);
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
        if (kinds.at(kind) != found)
            fail(m_node["kind"],
                "'kind' is " + kind + " but " + file.string() + " is not"
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

    std::vector<std::string> readMetrics(Kind kind) const
    {
        const YAML::Node node = m_node[m_node["metrics"] ? "metrics" : "metric"];
        std::vector<std::string> names;
        if (!node)
            return names;
        if (kind == Kind::Text)
            fail(node,
                "a text task has no choice of metrics: it gives cross_entropy and perplexity");
        if (kind == Kind::Choice)
            fail(node, "a choice task has no choice of metrics: it gives acc and acc_norm");
        if (node.IsScalar())
            names.push_back(node.Scalar());
        for (size_t i = 0; node.IsSequence() && i < node.size(); ++i)
            names.push_back(node[i].IsScalar() ? node[i].Scalar() : "");
        if (names.empty())
            fail(node, "'metrics' must be a name or a list of names");
        for (std::string& name : names)
            name = canonicalMetric(
                name, m_suite.string() + ":" + std::to_string(node.Mark().line + 1));
        return names;
    }

    const YAML::Node& m_node;
    const std::filesystem::path& m_suite;
};

YAML::Node parse(const std::filesystem::path& path)
{
    try {
        return YAML::Load(readFile(path));
    } catch (const YAML::Exception& failure) {
        throw Error(ErrorCode::CorruptData,
            path.string() + ":" + std::to_string(failure.mark.line + 1), failure.msg);
    }
}

} // namespace

std::vector<EvaluationTask> loadSuite(const std::filesystem::path& path)
{
    if (path.extension() == ".jsonl") {
        EvaluationTask task;
        task.name = task.suite = path.stem().string();
        task.file = path;
        task.kind = kindOf(path);
        return {task};
    }
    const YAML::Node root = parse(path);
    if (!root.IsMap() || root.size() != 1 || !root["tasks"].IsSequence()
        || root["tasks"].size() == 0)
        throw Error(ErrorCode::InvalidArgument, path.string(),
            "a suite holds 'tasks', a list of at least one task, and nothing else");
    std::vector<EvaluationTask> tasks;
    std::set<std::string> names;
    for (const YAML::Node& node : root["tasks"]) {
        tasks.push_back(TaskReader(node, path).read());
        tasks.back().suite = path.stem().string();
        if (!names.insert(tasks.back().name).second)
            throw Error(ErrorCode::InvalidArgument,
                path.string() + ":" + std::to_string(node.Mark().line + 1),
                "a second task is named '" + tasks.back().name + "'");
    }
    return tasks;
}

} // namespace interweave
