// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace interweave {

/// Figures as people read them, the same under every locale.

/// Three significant digits: "0.0123", "1.23", "12.3", "123", "1230"; "nan".
std::string formatNumber(double value);
/// So many digits after the point: "12.50" of 12.5 and 2.
std::string formatFixed(double value, int decimals);
/// "134,515,008".
std::string formatCount(int64_t count);
/// "512 B", "1.50 KiB", "269 MiB", "12.3 GiB".
std::string formatBytes(int64_t bytes);
/// "0.84 s", "12 s", "1 min 20 s", "2 h 5 min".
std::string formatDuration(double seconds);

} // namespace interweave
