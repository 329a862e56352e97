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
        / (std::string(kTemporaryMark) + std::to_string(::getpid()) + "-"
            + std::to_string(counter++) + "-" + path.filename().string());
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

void renameIntoPlace(const fs::path& temporary, const fs::path& path)
{
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        throwIo(path, "renaming into place");
    syncFolder(parentOf(path));
}

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
    renameIntoPlace(m_temporary, m_path);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void writeFileAtomically(const fs::path& path, std::string_view content)
{
    AtomicFile file(path);
    file.write(content.data(), content.size());
    file.commit();
}

std::string readFile(const fs::path& path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
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
        throw Error(
            ErrorCode::Io, m_final.string(), "creating the folder failed: " + failure.message());
}

AtomicFolder::~AtomicFolder()
{
    std::error_code ignored;
    fs::remove_all(m_temporary, ignored);
}

void AtomicFolder::commit()
{
    try {
        for (const auto& entry : fs::recursive_directory_iterator(m_temporary))
            entry.is_directory() ? syncFolder(entry.path()) : syncFile(entry.path());
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::Io, m_final.string(),
            std::string("reading the new folder failed: ") + error.what());
    }
    syncFolder(m_temporary);
    // Swapped with a former folder, so that one of the two is there at every moment; the destructor
    // removes the former.
    if (::renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_final.c_str(), RENAME_EXCHANGE)
        != 0) {
        if (errno != ENOENT)
            throwIo(m_final, "swapping with the former folder");
        if (::rename(m_temporary.c_str(), m_final.c_str()) != 0)
            throwIo(m_final, "renaming into place");
    }
    syncFolder(parentOf(m_final));
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
