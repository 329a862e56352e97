// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ctime>
#include <string>

namespace interweave {

/// A time of UTC as strftime writes it, at most 63 characters.
std::string formatUtc(std::time_t time, const char* format);
/// ISO 8601, e.g. "2026-11-24T03:52:00Z".
std::string isoUtc(std::time_t time = std::time(nullptr));

} // namespace interweave
