// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep_plan.h"

#include "core/api/guarded.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr int kMaxDepth = 8; // deeper than any recipe; a YAML alias may point at its own parent

/// A plan's YAML, read key by key.
class PlanReader {
public:
    explicit PlanReader(fs::path file)
        : m_file(std::move(file))
    {
        try {
            m_root = YAML::Load(readFile(m_file));
        } catch (const YAML::Exception& failure) {
            throw Error(ErrorCode::InvalidArgument, m_file.string(), "is not YAML: " + failure.msg);
        }
        if (!m_root.IsMap())
            fail(m_root, "a mapping was expected");
    }

    bool isPlan() const { return static_cast<bool>(m_root["recipe"]); }

    SweepPlan read() const
    {
        allow(m_root,
            {"name", "recipe", "set", "variants", "blends", "seeds", "data", "suite", "limit"});
        SweepPlan plan;
        plan.name = text(m_root, "name", m_file.stem().string());
        plan.recipe = pathOf(text(m_root, "recipe"));
        plan.overrides = overridesOf(m_root["set"]);
        plan.data = m_root["data"] ? pathOf(text(m_root, "data")) : "";
        plan.suite = m_root["suite"] ? suitePath(text(m_root, "suite"), m_file.parent_path()) : "";
        plan.limit = value<int64_t>(m_root["limit"], 0, "a whole number");
        plan.seeds = seedsOf(m_root);
        for (const YAML::Node& variant : list(m_root, "variants")) {
            if (!variant.IsMap())
                fail(variant, "a variant is a mapping with a name");
            allow(variant, {"name", "set", "blends", "seeds", "adapter_of"});
            plan.variants.push_back({text(variant, "name"), overridesOf(variant["set"]),
                value<bool>(variant["blends"], false, "true or false"), seedsOf(variant),
                variant["adapter_of"] ? text(variant, "adapter_of") : ""});
        }
        if (plan.variants.empty())
            plan.variants.push_back({});
        const auto blends = value<bool>(m_root["blends"], false, "true or false");
        for (SweepVariant& variant : plan.variants)
            variant.blends = variant.blends || blends;
        return plan;
    }

private:
    [[noreturn]] void fail(const YAML::Node& at, const std::string& message) const
    {
        throw Error(ErrorCode::InvalidArgument,
            m_file.string() + ":" + std::to_string(at.Mark().line + 1), message);
    }

    void allow(const YAML::Node& node, const std::set<std::string>& known) const
    {
        for (const auto& entry : node)
            if (const auto key = entry.first.as<std::string>(""); !known.contains(key))
                fail(entry.first, "unknown key '" + key + "'");
    }

    template <typename T>
    T value(const YAML::Node& node, const T& otherwise, const char* expected) const
    {
        if (!node)
            return otherwise;
        T result{};
        if (!node.IsScalar() || !YAML::convert<T>::decode(node, result))
            fail(node, std::string(expected) + " was expected");
        return result;
    }

    std::string text(
        const YAML::Node& node, const char* key, const std::string& otherwise = {}) const
    {
        auto result = value<std::string>(node[key], otherwise, "a text");
        if (result.empty())
            fail(node, std::string("'") + key + "' is missing");
        return result;
    }

    std::vector<int64_t> seedsOf(const YAML::Node& parent) const
    {
        std::vector<int64_t> seeds;
        for (const YAML::Node& seed : list(parent, "seeds"))
            seeds.push_back(value<int64_t>(seed, 0, "a whole number"));
        return seeds;
    }

    YAML::Node list(const YAML::Node& parent, const char* key) const
    {
        const YAML::Node node = parent[key];
        if (node && !node.IsSequence())
            fail(node, std::string("'") + key + "' must be a list");
        return node ? node : YAML::Node(YAML::NodeType::Sequence);
    }

    std::string pathOf(const std::string& file) const
    {
        return fs::absolute(m_file.parent_path() / file).lexically_normal().string();
    }

    std::vector<std::string> overridesOf(const YAML::Node& node) const
    {
        std::vector<std::string> overrides;
        if (node)
            collect(node, "", 0, overrides);
        return overrides;
    }

    void collect(const YAML::Node& node, const std::string& prefix, int depth,
        std::vector<std::string>& overrides) const
    {
        if (!node.IsMap() || depth > kMaxDepth)
            fail(node, "'set' maps keys of a recipe to values");
        for (const auto& entry : node) {
            const std::string key = prefix + entry.first.as<std::string>("");
            if (entry.second.IsMap()) {
                collect(entry.second, key + ".", depth + 1, overrides);
                continue;
            }
            std::string text;
            if (entry.second.IsSequence())
                for (const YAML::Node& item : entry.second)
                    text += (text.empty() ? "" : ",") + value<std::string>(item, "", "a text");
            else
                text = value<std::string>(entry.second, "", "a value");
            overrides.push_back(key + "=" + text);
        }
    }

    fs::path m_file;
    YAML::Node m_root;
};

std::string trimmed(const std::string& text)
{
    const size_t from = text.find_first_not_of(" \t");
    return from == std::string::npos ? std::string()
                                     : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::vector<std::string> splitAtCommas(const std::string& text)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        parts.push_back(trimmed(part));
    return parts;
}

void emitText(YAML::Emitter& out, const char* key, const std::string& text)
{
    if (!text.empty())
        out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
}

void emitOverrides(YAML::Emitter& out, const std::vector<std::string>& overrides)
{
    if (overrides.empty())
        return;
    std::vector<std::pair<std::string, std::string>> settings; // each key once
    for (const std::string& text : overrides) {
        const size_t equals = std::min(text.find('='), text.size());
        const std::string key = text.substr(0, equals);
        const std::string value = text.substr(std::min(equals + 1, text.size()));
        const auto known
            = std::ranges::find(settings, key, &std::pair<std::string, std::string>::first);
        if (known == settings.end())
            settings.emplace_back(key, value);
        else
            known->second = value;
    }
    out << YAML::Key << "set" << YAML::Value << YAML::BeginMap;
    for (const auto& [key, value] : settings)
        out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << value;
    out << YAML::EndMap;
}

void emitVariants(YAML::Emitter& out, const std::vector<SweepVariant>& variants)
{
    out << YAML::Key << "variants" << YAML::Value << YAML::BeginSeq;
    for (const SweepVariant& variant : variants) {
        out << YAML::BeginMap;
        emitText(out, "name", variant.name);
        emitText(out, "adapter_of", variant.adapterOf);
        emitOverrides(out, variant.overrides);
        if (variant.blends)
            out << YAML::Key << "blends" << YAML::Value << true;
        if (!variant.seeds.empty())
            out << YAML::Key << "seeds" << YAML::Value << YAML::Flow << variant.seeds;
        out << YAML::EndMap;
    }
    out << YAML::EndSeq;
}

/// An override with the plan's folder for {data}.
std::string withData(const SweepPlan& plan, std::string text)
{
    constexpr std::string_view kPlace = "{data}";
    for (size_t at = 0; (at = text.find(kPlace, at)) != std::string::npos; at += plan.data.size()) {
        if (plan.data.empty())
            throw Error(ErrorCode::InvalidArgument, plan.name,
                "needs the folder of its data, for " + text + ": give it with --data");
        text.replace(at, kPlace.size(), plan.data);
    }
    return text;
}

std::string joined(const std::string& before, const std::string& after)
{
    return before.empty() || after.empty() ? before + after : before + " " + after;
}

/// Whether the variant's runs have no gate, by what the plan and the variant set.
bool turnsGateOff(const SweepPlan& plan, const SweepVariant& variant)
{
    constexpr std::string_view key = "method.siamese=";
    bool off = false;
    for (const auto* const overrides : {&plan.overrides, &variant.overrides})
        for (const std::string& one : *overrides) // the last counts
            if (one.starts_with(key)) {
                const YAML::Node value(trimmed(one.substr(key.size())));
                bool siamese = true;
                off = YAML::convert<bool>::decode(value, siamese) && !siamese;
            }
    return off;
}

} // namespace

SweepPlan readSweep(const fs::path& file)
{
    return guarded([&] {
        const PlanReader reader(file);
        if (reader.isPlan())
            return reader.read();
        SweepPlan plan;
        plan.name = file.stem().string();
        plan.recipe = fs::absolute(file).lexically_normal().string();
        plan.variants.push_back({});
        return plan;
    });
}

std::string suitePath(const std::string& suite, const fs::path& folder)
{
    const fs::path file(suite);
    return file.has_extension() || file.has_parent_path()
        ? fs::absolute(folder / file).lexically_normal().string()
        : suite;
}

std::string planYaml(const SweepPlan& plan)
{
    // The recipe as it is has no name that a list could have.
    const bool bare = plan.variants.size() == 1 && plan.variants.front().name.empty();
    std::vector<std::string> overrides = plan.overrides;
    if (bare)
        overrides.insert(overrides.end(), plan.variants.front().overrides.begin(),
            plan.variants.front().overrides.end());
    YAML::Emitter out;
    out << YAML::Comment("Several runs of one recipe: interweave sweep THIS_FILE");
    out << YAML::BeginMap;
    emitText(out, "name", plan.name);
    emitText(out, "recipe", plan.recipe);
    emitText(out, "data", plan.data);
    emitText(out, "suite", plan.suite);
    if (plan.limit > 0)
        out << YAML::Key << "limit" << YAML::Value << plan.limit;
    if (!plan.seeds.empty())
        out << YAML::Key << "seeds" << YAML::Value << YAML::Flow << plan.seeds;
    emitOverrides(out, overrides);
    if (!bare)
        emitVariants(out, plan.variants);
    else if (plan.variants.front().blends)
        out << YAML::Key << "blends" << YAML::Value << true;
    out << YAML::EndMap;
    return std::string(out.c_str()) + "\n";
}

void addGrid(SweepPlan& plan, const std::string& grid)
{
    const size_t equals = grid.find('=');
    const std::vector<std::string> values = equals == std::string::npos
        ? std::vector<std::string>()
        : splitAtCommas(grid.substr(equals + 1));
    const std::string key = trimmed(grid.substr(0, equals));
    if (key.empty() || values.empty() || std::ranges::count(values, "") > 0)
        throw Error(
            ErrorCode::InvalidArgument, "grid", "is '" + grid + "', key=a,b,c was expected");
    const std::string shortKey = key.substr(key.rfind('.') + 1);
    std::vector<SweepVariant> crossed;
    std::set<std::string> untouched; // variants that the key says nothing to, by name
    for (const SweepVariant& variant : plan.variants)
        if (key.starts_with("method.gate.") && turnsGateOff(plan, variant))
            untouched.insert(variant.name);
    if (untouched.size() == plan.variants.size())
        throw Error(ErrorCode::InvalidArgument, "grid", "'" + key + "': no variant has a gate");
    for (const SweepVariant& variant : plan.variants) {
        if (untouched.contains(variant.name)) {
            crossed.push_back(variant);
            continue;
        }
        for (const std::string& value : values) {
            SweepVariant next = variant;
            next.name = joined(variant.name, shortKey + "=" + value);
            if (!variant.adapterOf.empty() && !untouched.contains(variant.adapterOf))
                next.adapterOf = joined(variant.adapterOf, shortKey + "=" + value);
            next.overrides.push_back(key + "=" + value);
            crossed.push_back(std::move(next));
        }
    }
    plan.variants = std::move(crossed);
}

std::vector<SweepRun> runsOf(const SweepPlan& plan)
{
    const auto seedsOf = [&](const SweepVariant& variant) -> const std::vector<int64_t>& {
        return variant.seeds.empty() ? plan.seeds : variant.seeds;
    };
    std::vector<int64_t> seeds = plan.seeds; // and those that only a variant has
    for (const SweepVariant& variant : plan.variants)
        for (const int64_t seed : variant.seeds)
            if (std::ranges::find(seeds, seed) == seeds.end())
                seeds.push_back(seed);
    std::set<std::string> names;
    for (const SweepVariant& variant : plan.variants)
        if (!names.insert(variant.name).second)
            throw Error(ErrorCode::InvalidArgument, plan.name,
                "has two variants of the name '" + variant.name + "'");
    std::vector<SweepRun> runs;
    const auto nameOf = [&](const std::string& variant, const std::string& seed) {
        return joined(joined(plan.name, variant), seed);
    };
    std::map<std::string, std::string> givers; // of each run that is given an adapter, by name
    const auto add = [&](const SweepVariant& variant, const std::string& seed) {
        SweepRun run{nameOf(variant.name, seed), variant.name, {}, variant.blends};
        for (const auto* overrides : {&plan.overrides, &variant.overrides})
            for (const std::string& text : *overrides)
                run.overrides.push_back(withData(plan, text));
        if (!seed.empty())
            run.overrides.push_back("train.seed=" + seed);
        if (!variant.adapterOf.empty()) {
            run.overrides.push_back("method.train_adapter=false");
            givers[run.name] = nameOf(variant.adapterOf, seed);
        }
        run.overrides.push_back("name=" + run.name);
        runs.push_back(std::move(run));
    };
    for (const int64_t seed : seeds)
        for (const SweepVariant& variant : plan.variants)
            if (std::ranges::find(seedsOf(variant), seed) != seedsOf(variant).end())
                add(variant, std::to_string(seed));
    for (const SweepVariant& variant : plan.variants)
        if (seedsOf(variant).empty())
            add(variant, "");
    for (SweepRun& run : runs)
        if (const auto giver = givers.find(run.name); giver != givers.end()) {
            const auto found = std::ranges::find(runs, giver->second, &SweepRun::name);
            if (found == runs.end() || givers.contains(giver->second))
                throw Error(ErrorCode::InvalidArgument, run.name,
                    "takes the adapter of '" + giver->second + "', which "
                        + (found == runs.end() ? "the plan does not have" : "trains none"));
            run.adapterOf = static_cast<size_t>(found - runs.begin());
        }
    return runs;
}

} // namespace interweave
