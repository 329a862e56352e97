// SPDX-License-Identifier: Apache-2.0
#include "app/cli/terminal.h"

#include <cstdlib>
#include <iostream>
#include <mutex>
#include <sys/ioctl.h>
#include <unistd.h>

namespace interweave {

namespace {

std::mutex g_mutex;
bool g_lineDrawn = false; // the cursor stands behind a line of redrawLine

void clearLine()
{
    if (g_lineDrawn)
        std::cerr << "\r\033[K";
    g_lineDrawn = false;
}

} // namespace

bool isTerminal(Stream stream)
{
    return isatty(static_cast<int>(stream)) == 1;
}

bool showsColour(Stream stream)
{
    const char* const noColour = std::getenv("NO_COLOR");
    const char* const kind = std::getenv("TERM");
    return isTerminal(stream) && !(noColour && *noColour)
        && !(kind && std::string_view(kind) == "dumb");
}

int terminalWidth()
{
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

void message(std::string_view text)
{
    const std::scoped_lock lock(g_mutex);
    clearLine();
    std::cerr << "interweave: " << text << std::endl;
}

void redrawLine(std::string_view line)
{
    const std::scoped_lock lock(g_mutex);
    clearLine();
    std::cerr << line << std::flush;
    g_lineDrawn = !line.empty();
}

} // namespace interweave
