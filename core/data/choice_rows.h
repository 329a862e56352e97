// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

struct ChoiceRow {
    std::string input;
    std::vector<std::string> choices; // at least two, none empty
    int64_t answer = 0; // index of the right one
    int64_t line = 0; // physical line in the file, from 1
};

/// Reads {"input", "choices", "answer"} lines, the first `limit` only unless it is 0. "answer" is
/// an index from 0 or the text of a choice; "output" may stand in its place. Where `choices` are
/// given they are every row's. Texts are compared without the white space around them. Throws
/// Error{CorruptData} with file:line and reason for a bad line, Error{InvalidArgument} when there
/// is no row, Error{NotFound, Io}.
std::vector<ChoiceRow> readChoiceRows(const std::filesystem::path& path, int64_t limit = 0,
    const std::vector<std::string>& choices = {});

} // namespace interweave
