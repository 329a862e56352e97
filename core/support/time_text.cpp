// SPDX-License-Identifier: Apache-2.0
#include "core/support/time_text.h"

namespace interweave {

std::string formatUtc(std::time_t time, const char* format)
{
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char buffer[64];
    return {buffer, std::strftime(buffer, sizeof buffer, format, &parts)};
}

std::string isoUtc(std::time_t time)
{
    return formatUtc(time, "%Y-%m-%dT%H:%M:%SZ");
}

} // namespace interweave
