// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace interweave {

/// Calls back with each object of a JSON lines file and its physical line number, from 1. Blank
/// lines are ignored. Throws Error{NotFound}, Error{CorruptData} naming file and line for anything
/// but an object.
void forEachJsonLine(const std::filesystem::path& file,
    const std::function<void(const nlohmann::json& object, int64_t line)>& use);

/// A required text of an object. Throws Error{CorruptData, where}.
std::string textField(
    const nlohmann::json& object, const std::string& key, const std::string& where);

/// "output": a text or a list of at least one text. Throws Error{CorruptData, where}.
std::vector<std::string> acceptedAnswers(const nlohmann::json& object, const std::string& where);

} // namespace interweave
