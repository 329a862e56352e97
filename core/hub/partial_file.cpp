// SPDX-License-Identifier: Apache-2.0
#include "core/hub/partial_file.h"

#include "core/hub/io_error.h"
#include "core/support/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr size_t kReadBytes = 1 << 20;

} // namespace

fs::path partialPath(const fs::path& target)
{
    return target.string() + ".incomplete";
}

PartialFile::PartialFile(fs::path target, std::string contentName, int64_t bytes,
    const std::function<void(int64_t)>& onRead)
    : m_target(std::move(target))
    , m_path(partialPath(m_target))
    , m_digest(std::move(contentName), bytes)
    , m_expectedBytes(bytes)
{
    std::error_code failure;
    fs::create_directories(m_path.parent_path(), failure);
    if (failure)
        throw ioError(m_path.parent_path(), "creating the folder", failure.value());
    m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (m_descriptor < 0)
        throw ioError(m_path, "creating the file");
    try {
        readBack(onRead);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

PartialFile::~PartialFile()
{
    if (m_bytes == 0)
        ::unlink(m_path.c_str()); // nothing to go on with; after a commit there is no such file
    ::close(m_descriptor);
}

void PartialFile::readBack(const std::function<void(int64_t)>& onRead)
{
    struct stat status { };
    if (::fstat(m_descriptor, &status) != 0)
        throw ioError(m_path, "reading the size");
    if (status.st_size > m_expectedBytes)
        return restart();
    std::vector<char> buffer(kReadBytes);
    while (m_bytes < status.st_size) {
        const ssize_t count = ::pread(m_descriptor, buffer.data(), buffer.size(), m_bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            throw ioError(m_path, "reading");
        m_digest.add({buffer.data(), static_cast<size_t>(count)});
        m_bytes += count;
        if (onRead)
            onRead(m_bytes);
    }
}

bool PartialFile::append(std::string_view data)
{
    if (static_cast<int64_t>(data.size()) > m_expectedBytes - m_bytes)
        return false;
    while (!data.empty()) {
        const ssize_t count = ::pwrite(m_descriptor, data.data(), data.size(), m_bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw ioError(m_path, "writing");
        m_digest.add(data.substr(0, static_cast<size_t>(count)));
        m_bytes += count;
        data.remove_prefix(static_cast<size_t>(count));
    }
    return true;
}

void PartialFile::restart()
{
    if (::ftruncate(m_descriptor, 0) != 0)
        throw ioError(m_path, "emptying the file");
    m_digest.restart();
    m_bytes = 0;
}

void PartialFile::commit()
{
    if (!matches())
        throw Error(ErrorCode::Internal, m_path.string(), "was to be kept without its content");
    if (::fsync(m_descriptor) != 0)
        throw ioError(m_path, "fsync");
    renameIntoPlace(m_path, m_target);
}

} // namespace interweave
