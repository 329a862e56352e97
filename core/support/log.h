// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace interweave {

enum class LogLevel { Debug, Info, Warning };

/// Where core's messages go; core itself never prints. May be empty. Called on the thread that does
/// the work.
using LogSink = std::function<void(LogLevel, std::string_view)>;

} // namespace interweave
