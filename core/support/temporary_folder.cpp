// SPDX-License-Identifier: Apache-2.0
#include "core/support/temporary_folder.h"

#include "core/support/error.h"

#include <cerrno>
#include <cstring>
#include <stdlib.h>

namespace interweave {

TemporaryFolder::TemporaryFolder(const std::string& prefix)
{
    std::error_code failure;
    const std::filesystem::path place = std::filesystem::temp_directory_path(failure);
    std::string name = (place / (prefix + "-XXXXXX")).string();
    if (failure || !mkdtemp(name.data()))
        throw Error(ErrorCode::Io, failure ? "TMPDIR" : name,
            "cannot make a temporary folder: "
                + (failure ? failure.message() : std::string(std::strerror(errno))));
    m_path = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace interweave
