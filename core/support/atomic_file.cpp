// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"

#include "core/support/error.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTemporaryMark = ".interweave-tmp-";

[[noreturn]] void throwIo(const fs::path& path, const std::string& action)
{
    throw Error(ErrorCode::Io, path.string(), action + " failed: " + std::strerror(errno));
}

fs::path parentOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path temporaryBeside(const fs::path& path)
{
    static std::atomic<unsigned> counter = 0;
    return parentOf(path)
        / (std::string(kTemporaryMark) + std::to_string(::getpid()) + "-" + std::to_string(counter++) + "-"
            + path.filename().string());
}

void syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        throwIo(folder, "opening the folder");
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    // Some file systems refuse fsync on a folder with EINVAL; nothing more can be done there.
    if (result != 0 && errno != EINVAL)
        throwIo(folder, "fsync");
}

void syncFile(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throwIo(path, "opening");
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0)
        throwIo(path, "fsync");
}

} // namespace

AtomicFile::AtomicFile(fs::path path)
    : m_path(std::move(path))
    , m_temporary(temporaryBeside(m_path))
{
    m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throwIo(m_path, "creating a file in this folder");
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

void AtomicFile::write(const void* data, size_t bytes)
{
    const char* next = static_cast<const char*>(data);
    while (bytes > 0) {
        const ssize_t written = ::write(m_descriptor, next, bytes);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throwIo(m_path, "writing");
        next += written;
        bytes -= static_cast<size_t>(written);
    }
}

void AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        throwIo(m_path, "fsync");
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        throwIo(m_path, "renaming into place");
    ::close(m_descriptor);
    m_descriptor = -1;
    syncFolder(parentOf(m_path));
}

void writeFileAtomically(const fs::path& path, std::string_view content)
{
    AtomicFile file(path);
    file.write(content.data(), content.size());
    file.commit();
}

std::string readFile(const fs::path& path)
{
    if (fs::is_directory(path))
        throw Error(ErrorCode::InvalidArgument, path.string(), "is a folder, a file was expected");
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT)
            throw Error(ErrorCode::NotFound, path.string(), "no such file");
        throwIo(path, "opening");
    }
    std::string content;
    char buffer[1 << 16];
    ssize_t count = 0;
    while ((count = ::read(descriptor, buffer, sizeof buffer)) != 0) {
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            ::close(descriptor);
            throwIo(path, "reading");
        }
        content.append(buffer, static_cast<size_t>(count));
    }
    ::close(descriptor);
    return content;
}

AtomicFolder::AtomicFolder(fs::path finalPath)
    : m_final(finalPath.has_filename() ? std::move(finalPath) : finalPath.parent_path())
    , m_temporary(temporaryBeside(m_final))
{
    std::error_code failure;
    fs::create_directories(parentOf(m_final), failure);
    if (failure || !fs::create_directory(m_temporary, failure))
        throw Error(ErrorCode::Io, m_final.string(), "creating the folder failed: " + failure.message());
}

AtomicFolder::~AtomicFolder()
{
    std::error_code ignored;
    if (!m_committed)
        fs::remove_all(m_temporary, ignored);
}

void AtomicFolder::commit()
{
    for (const auto& entry : fs::recursive_directory_iterator(m_temporary)) {
        if (entry.is_directory())
            syncFolder(entry.path());
        else
            syncFile(entry.path());
    }
    syncFolder(m_temporary);
    fs::path replaced;
    if (fs::exists(m_final)) {
        replaced = temporaryBeside(m_final);
        if (::rename(m_final.c_str(), replaced.c_str()) != 0)
            throwIo(m_final, "moving the former folder aside");
    }
    if (::rename(m_temporary.c_str(), m_final.c_str()) != 0) {
        const int reason = errno;
        if (!replaced.empty())
            ::rename(replaced.c_str(), m_final.c_str());
        errno = reason;
        throwIo(m_final, "renaming into place");
    }
    m_committed = true;
    syncFolder(parentOf(m_final));
    std::error_code ignored;
    if (!replaced.empty())
        fs::remove_all(replaced, ignored);
}

void sweepTemporaries(const fs::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().starts_with(kTemporaryMark))
            fs::remove_all(entry.path(), ignored);
    }
}

} // namespace interweave
