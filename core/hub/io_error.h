// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

namespace interweave {

/// The Error of a system call that has just failed; says what to do where the reason is a full disk
/// or a folder that cannot be written.
inline Error ioError(const std::filesystem::path& path, const std::string& action, int code = errno)
{
    std::string message = action + " failed: " + std::strerror(code);
    if (code == ENOSPC || code == EDQUOT)
        message
            += "; make room, or name another place in HF_HUB_CACHE: the next pull goes on where "
               "this one ended";
    else if (code == EACCES || code == EROFS || code == EPERM || code == ENOTDIR)
        message += "; the cache cannot be written: name another place in HF_HUB_CACHE";
    return {ErrorCode::Io, path.string(), message};
}

} // namespace interweave
