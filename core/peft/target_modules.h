// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Whether Python's re.match would match `pattern` at the start of `text`, and with `whole`
/// re.fullmatch. Bounded work: a pattern that backtracks without end is refused. Throws
/// Error{CorruptData, where} for a pattern that is none.
bool matchesRegex(
    const std::string& pattern, const std::string& text, bool whole, const std::string& where);

/// Which modules a PEFT config adapts: its keys target_modules, exclude_modules and
/// layers_to_transform. A list matches module paths that equal an entry or end in ".entry"; a
/// string is a regular expression for the whole path; "all-linear" is every linear map the decoder
/// has besides its head.
class TargetModules {
public:
    /// Throws Error{CorruptData, where} for values of the wrong type.
    TargetModules(const nlohmann::json& config, std::string where);
    /// Those that another key names in target_modules' way; perhaps none.
    static TargetModules named(
        const nlohmann::json& config, const char* key, const std::string& where);

    bool contains(const std::string& module) const;

private:
    struct Names {
        std::vector<std::string> suffixes;
        std::optional<std::string> pattern;

        bool match(const std::string& module, const std::string& where) const;
    };
    TargetModules() = default;
    static Names parseNames(
        const nlohmann::json& config, const char* key, const std::string& where);

    std::string m_where;
    Names m_targets;
    Names m_excluded;
    std::vector<int64_t> m_layers; // empty: all
};

/// The value of PEFT's rank_pattern or alpha_pattern for a module: that of the first key (a regular
/// expression for the path or its tail after a dot) that matches, else `fallback`. Throws
/// Error{CorruptData, where}.
double patternValue(const nlohmann::json& config, const char* key, const std::string& module,
    double fallback, const std::string& where);

} // namespace interweave
