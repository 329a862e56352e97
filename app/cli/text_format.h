// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Figures as people read them.

/// Three significant digits: "0.0123", "1.23", "12.3", "123", "1230"; "nan".
std::string formatNumber(double value);
/// "134,515,008".
std::string formatCount(int64_t count);
/// "512 B", "1.50 KiB", "269 MiB", "12.3 GiB".
std::string formatBytes(int64_t bytes);
/// "0.84 s", "12 s", "1 min 20 s", "2 h 5 min".
std::string formatDuration(double seconds);

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
