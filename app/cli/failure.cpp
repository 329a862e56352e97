// SPDX-License-Identifier: Apache-2.0
#include "app/cli/failure.h"

#include "app/cli/terminal.h"
#include "core/support/error.h"

#include <filesystem>
#include <string>

namespace interweave {

namespace {

std::string hintFor(const Error& error)
{
    const std::string& message = error.message();
    switch (error.code()) {
    case ErrorCode::OutOfMemory:
        return "try --dtype bf16, a smaller train.batch_size with --set, or another --device";
    case ErrorCode::NotFound:
        if (message.find("nor a run") != std::string::npos)
            return "'interweave runs list' shows the runs there are";
        return {};
    case ErrorCode::Internal:
        return "this is a mistake of the program: please report it with the command you gave";
    default: return {};
    }
}

} // namespace

ExitCode reportFailure(const Error& error)
{
    message(error.what());
    if (error.code() == ErrorCode::Cancelled)
        return ExitCode::Cancelled;
    if (const std::string hint = hintFor(error); !hint.empty())
        message("hint: " + hint);
    return ExitCode::Failed;
}

} // namespace interweave
