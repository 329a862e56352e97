// SPDX-License-Identifier: Apache-2.0
#include "core/peft/target_modules.h"

#include "core/support/error.h"

#include <nlohmann/json.hpp>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace interweave {

using nlohmann::json;

namespace {

constexpr uint32_t kMatchLimit = 100'000;

bool endsInModule(const std::string& module, const std::string& suffix)
{
    return module == suffix || module.ends_with("." + suffix);
}

/// The first all-digit segment that has two segments before it, as PEFT finds a layer's number:
/// "model.layers.3.self_attn.q_proj" → 3.
std::optional<int64_t> layerOf(const std::string& module)
{
    size_t begin = module.find('.');
    begin = begin == std::string::npos ? begin : module.find('.', begin + 1);
    while (begin != std::string::npos) {
        const size_t end = module.find('.', begin + 1);
        if (end == std::string::npos)
            return std::nullopt;
        int64_t layer = 0;
        const char* last = module.data() + end;
        const auto [stop, error] = std::from_chars(module.data() + begin + 1, last, layer);
        if (error == std::errc() && stop == last && module[begin + 1] != '-')
            return layer;
        begin = end;
    }
    return std::nullopt;
}

} // namespace

bool matchesRegex(
    const std::string& pattern, const std::string& text, bool whole, const std::string& where)
{
    int code = 0;
    PCRE2_SIZE offset = 0;
    const std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> compiled(
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF,
            &code, &offset, nullptr),
        pcre2_code_free);
    if (!compiled)
        throw Error(ErrorCode::CorruptData, where,
            "'" + pattern + "' is not a regular expression: error at character "
                + std::to_string(offset));
    const std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> limits(
        pcre2_match_context_create(nullptr), pcre2_match_context_free);
    pcre2_set_match_limit(limits.get(), kMatchLimit);
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create_from_pattern(compiled.get(), nullptr), pcre2_match_data_free);
    const uint32_t options = PCRE2_ANCHORED | (whole ? PCRE2_ENDANCHORED : 0u);
    const int result = pcre2_match(compiled.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
        text.size(), 0, options, data.get(), limits.get());
    if (result < 0 && result != PCRE2_ERROR_NOMATCH)
        throw Error(ErrorCode::CorruptData, where,
            "the regular expression '" + pattern + "' could not be matched within its limits");
    return result >= 0;
}

TargetModules::Names TargetModules::parseNames(
    const json& config, const char* key, const std::string& where)
{
    const auto found = config.find(key);
    Names names;
    if (found == config.end() || found->is_null())
        return names;
    if (found->is_string()) {
        names.pattern = found->get<std::string>();
    } else if (found->is_array() && std::ranges::all_of(*found, &json::is_string)) {
        names.suffixes = found->get<std::vector<std::string>>();
    } else {
        throw Error(ErrorCode::CorruptData, where,
            std::string(key) + ": expected a string or a list of strings");
    }
    return names;
}

bool TargetModules::Names::match(const std::string& module, const std::string& where) const
{
    if (pattern)
        return matchesRegex(*pattern, module, true, where);
    return std::ranges::any_of(
        suffixes, [&](const std::string& suffix) { return endsInModule(module, suffix); });
}

TargetModules::TargetModules(const json& config, std::string where)
    : m_where(std::move(where))
    , m_targets(parseNames(config, "target_modules", m_where))
    , m_excluded(parseNames(config, "exclude_modules", m_where))
{
    if (m_targets.pattern == "all-linear")
        m_targets.pattern = ".*";
    if (!m_targets.pattern && m_targets.suffixes.empty())
        throw Error(ErrorCode::CorruptData, m_where, "target_modules: names no module");

    const json layers = config.value("layers_to_transform", json());
    if (layers.is_number_integer())
        m_layers = {layers.get<int64_t>()};
    else if (layers.is_array() && std::ranges::all_of(layers, &json::is_number_integer))
        m_layers = layers.get<std::vector<int64_t>>();
    else if (!layers.is_null())
        throw Error(ErrorCode::CorruptData, m_where,
            "layers_to_transform: expected a whole number or a list of them");
}

TargetModules TargetModules::named(const json& config, const char* key, const std::string& where)
{
    TargetModules modules;
    modules.m_where = where;
    modules.m_targets = parseNames(config, key, where);
    return modules;
}

bool TargetModules::contains(const std::string& module) const
{
    if (m_excluded.match(module, m_where) || !m_targets.match(module, m_where))
        return false;
    if (m_layers.empty() || m_targets.pattern)
        return true;
    const std::optional<int64_t> layer = layerOf(module);
    return layer && std::ranges::find(m_layers, *layer) != m_layers.end();
}

double patternValue(const json& config, const char* key, const std::string& module, double fallback,
    const std::string& where)
{
    const auto patterns = config.find(key);
    if (patterns == config.end() || patterns->is_null())
        return fallback;
    if (!patterns->is_object())
        throw Error(ErrorCode::CorruptData, where, std::string(key) + ": expected an object");
    for (const auto& [pattern, value] : patterns->items()) {
        if (!matchesRegex("(.*\\.)?(" + pattern + ")$", module, false, where))
            continue;
        if (!value.is_number())
            throw Error(ErrorCode::CorruptData, where,
                std::string(key) + ": '" + pattern + "' is not a number");
        return value.get<double>();
    }
    return fallback;
}

} // namespace interweave
