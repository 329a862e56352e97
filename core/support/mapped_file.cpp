// SPDX-License-Identifier: Apache-2.0
#include "core/support/mapped_file.h"

#include "core/support/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interweave {

MappedFile::MappedFile(const std::filesystem::path& path)
    : m_path(path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
        throw Error(code, path.string(), errno == ENOENT ? "no such file" : std::strerror(errno));
    }
    struct stat status { };
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        throw Error(ErrorCode::InvalidArgument, path.string(), "is not a regular file");
    }
    m_size = static_cast<size_t>(status.st_size);
    void* data
        = m_size == 0 ? nullptr : ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int reason = errno;
    ::close(descriptor);
    if (data == MAP_FAILED)
        throw Error(
            ErrorCode::Io, path.string(), std::string("mapping failed: ") + std::strerror(reason));
    m_data = static_cast<const std::byte*>(data);
}

MappedFile::~MappedFile()
{
    if (m_data)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
}

void MappedFile::release(size_t bytes) const
{
    const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
    if (const size_t whole = bytes / page * page; whole > 0)
        ::madvise(const_cast<std::byte*>(m_data), whole, MADV_DONTNEED);
}

} // namespace interweave
