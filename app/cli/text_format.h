// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interweave {

/// Columns of a terminal that UTF-8 text takes, one for each code point.
size_t displayWidth(std::string_view text);
/// The first `columns` of them.
std::string clipped(std::string_view text, size_t columns);

/// Rows of cells in aligned columns, two spaces between them; a column whose cells all start with a
/// digit, sign or dot below its heading is aligned to the right. The first row is the heading.
std::string formatTable(const std::vector<std::vector<std::string>>& rows);
/// "name   value" lines, names aligned; pairs with an empty value are left out.
std::string formatFacts(const std::vector<std::pair<std::string, std::string>>& facts);

} // namespace interweave
