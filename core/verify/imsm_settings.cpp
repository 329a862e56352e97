// SPDX-License-Identifier: Apache-2.0
#include "core/verify/imsm_settings.h"

#include "core/siamese/fusion.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/file_name.h"
#include "core/support/strict_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <regex>

namespace interweave {

using nlohmann::json;

namespace {

constexpr int64_t kMaxSteps = 100'000;

/// Typed access to the keys of one JSON object, with file and key in every error.
class Section {
public:
    Section(const json& object, std::string where)
        : m_object(object)
        , m_where(std::move(where))
    {
        if (!m_object.is_object())
            throw Error(ErrorCode::CorruptData, m_where, "is not an object");
    }

    Section section(const std::string& key) const { return {at(key), place(key)}; }

    template <class T>
    T value(const std::string& key) const
    {
        try {
            return at(key).get<T>();
        } catch (const json::exception& error) {
            throw Error(ErrorCode::CorruptData, place(key), error.what());
        }
    }

    int64_t integer(const std::string& key, int64_t least, int64_t most) const
    {
        const json& number = at(key);
        if (!number.is_number_integer() || number < least || number > most)
            throw Error(ErrorCode::CorruptData, place(key),
                "is " + number.dump() + ", expected a whole number from " + std::to_string(least)
                    + " to " + std::to_string(most));
        return number.get<int64_t>();
    }

    double number(const std::string& key) const
    {
        const json& value = at(key);
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            throw Error(
                ErrorCode::CorruptData, place(key), "is " + value.dump() + ", not a number");
        return value.get<double>();
    }

    std::string place(const std::string& key) const { return m_where + ": '" + key + "'"; }

private:
    const json& at(const std::string& key) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            throw Error(ErrorCode::CorruptData, place(key), "is missing");
        return *found;
    }

    const json& m_object;
    std::string m_where;
};

std::filesystem::path baseFolder(const Section& root, const std::filesystem::path& caseFolder)
{
    const auto name = root.value<std::string>("base");
    if (!isPlainFileName(name))
        throw Error(ErrorCode::CorruptData, root.place("base"), "is not a plain folder name");
    return caseFolder / ".." / ".." / "models" / name;
}

Schedule readSchedule(const Section& training, int64_t steps)
{
    const auto text = training.value<std::string>("schedule");
    std::smatch match;
    if (!std::regex_match(text, match, std::regex(R"(([a-z]{1,20}), ([0-9]{1,9}) warm-up steps)")))
        throw Error(ErrorCode::Unsupported, training.place("schedule"),
            "is '" + text + "', expected e.g. 'cosine, 2 warm-up steps'");
    return {scheduleKind(match[1]), steps, std::stoll(match[2])};
}

TrainerSettings readTraining(const Section& training, int64_t steps)
{
    constexpr const char* kOptimizer = "AdamW betas (0.9,0.999) eps 1e-8";
    if (training.value<std::string>("optimizer") != kOptimizer)
        throw Error(ErrorCode::Unsupported, training.place("optimizer"),
            std::string("is not '") + kOptimizer + "'");
    TrainerSettings settings;
    settings.optimizer.adamw.weightDecay = training.number("weight_decay");
    settings.schedule = readSchedule(training, steps);
    settings.learningRate = training.number("lr_adapter");
    settings.gateLearningRate = training.number("lr_gate");
    if (training.number("dropout") != 0.0)
        throw Error(ErrorCode::Unsupported, training.place("dropout"),
            "is not 0: random numbers of another program cannot be drawn again");
    return settings;
}

} // namespace

ImsmSettings readImsmSettings(const std::filesystem::path& caseFolder)
{
    const std::string file = (caseFolder / "case.json").string();
    const json document = parseStrictJsonObject(readFile(file), file);
    const Section root(document, file);

    ImsmSettings settings;
    settings.base = baseFolder(root, caseFolder);
    const FusionRule& rule = fusionRuleOfMode(root.integer("mode", 0, 6), root.place("mode"));
    settings.gate.fusion = rule.name;
    settings.gate.rank = root.integer("gate_rank", 1, 65'536);
    settings.gate.dropout = 0.0;

    const Section training = root.section("train");
    settings.steps = training.integer("steps", 1, kMaxSteps);
    settings.accumulation = training.integer("accumulation", 1, kMaxSteps);
    settings.training = readTraining(training, settings.steps);
    settings.losses = training.value<std::vector<double>>("losses");
    if (settings.losses.size() != static_cast<size_t>(settings.steps))
        throw Error(ErrorCode::CorruptData, training.place("losses"),
            "holds " + std::to_string(settings.losses.size()) + " losses for "
                + std::to_string(settings.steps) + " steps");

    const Section greedy = root.section("greedy");
    settings.maxNew = greedy.integer("max_new", 1, kMaxSteps);
    settings.prompts = greedy.value<std::vector<std::vector<int64_t>>>("prompts");
    settings.answers = greedy.value<std::vector<std::vector<int64_t>>>("tokens");
    if (settings.prompts.empty() || settings.prompts.size() != settings.answers.size())
        throw Error(ErrorCode::CorruptData, greedy.place("tokens"),
            "holds " + std::to_string(settings.answers.size()) + " answers for "
                + std::to_string(settings.prompts.size()) + " prompts");
    return settings;
}

} // namespace interweave
