// SPDX-License-Identifier: Apache-2.0
#include "core/hub/file_lock.h"

#include "core/hub/io_error.h"

#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kPoll{100};
constexpr mode_t kMode = 0664; // members of a group that share a cache wait for each other

} // namespace

FileLock::FileLock(fs::path path)
    : m_path(std::move(path))
{
    std::error_code failure;
    fs::create_directories(m_path.parent_path(), failure);
    if (failure)
        throw ioError(m_path.parent_path(), "creating the folder", failure.value());
    open();
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void FileLock::open()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
    if (m_descriptor < 0)
        throw ioError(m_path, "creating the lock file");
}

/// A lock file may be removed while it is waited for: what is held then keeps nobody out.
bool FileLock::isStillThere() const
{
    struct stat held { };
    struct stat named { };
    return ::fstat(m_descriptor, &held) == 0 && ::stat(m_path.c_str(), &named) == 0
        && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

bool FileLock::tryLock()
{
    for (;;) {
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
            return errno != EWOULDBLOCK && errno != EINTR;
        if (isStillThere())
            return true;
        open();
    }
}

void FileLock::lock(std::stop_token stop, const std::function<void()>& onWait)
{
    for (bool waited = false; !tryLock(); waited = true) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "stopped");
        if (!waited && onWait)
            onWait();
        std::this_thread::sleep_for(kPoll);
    }
}

} // namespace interweave
