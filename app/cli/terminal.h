// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

enum class Stream { Output = 1, Error = 2 }; // their file descriptors

/// Whether somebody looks at the stream, rather than a file or a program reading it.
bool isTerminal(Stream stream);
/// A terminal that shows colours, and NO_COLOR is not set (https://no-color.org).
bool showsColour(Stream stream);
/// Columns of the terminal behind stderr; 80 where that is unknown.
int terminalWidth();

/// "interweave: text" as a line on stderr, in the place of a progress bar where there is one. Any
/// thread.
void message(std::string_view text);
/// Draws `line` over the current line of the terminal behind stderr; an empty one clears it. Any
/// thread.
void redrawLine(std::string_view line);

} // namespace interweave
