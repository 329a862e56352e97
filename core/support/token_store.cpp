// SPDX-License-Identifier: Apache-2.0
#include "core/support/token_store.h"

#include "core/support/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace interweave {

namespace {

constexpr auto kBytes = static_cast<int64_t>(sizeof(int32_t));

} // namespace

TokenStore::TokenStore(std::filesystem::path folder, int64_t bytesInMemory)
    : m_folder(std::move(folder))
    , m_limit(static_cast<size_t>(std::max<int64_t>(1, bytesInMemory / kBytes)))
{
}

TokenStore::~TokenStore()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void TokenStore::fail(const char* what, int reason) const
{
    throw Error(ErrorCode::Io, m_folder.string(),
        std::string(what) + " the training rows' tokens failed: " + std::strerror(reason));
}

void TokenStore::append(std::span<const int32_t> numbers)
{
    m_buffer.insert(m_buffer.end(), numbers.begin(), numbers.end());
    if (m_buffer.size() > m_limit)
        flush();
}

void TokenStore::flush()
{
    if (m_descriptor < 0) {
        std::error_code failure;
        std::filesystem::create_directories(m_folder, failure);
        std::string name = (m_folder / "tokens-XXXXXX").string();
        m_descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (m_descriptor < 0)
            fail("keeping", errno);
        ::unlink(name.c_str());
    }
    const char* data = reinterpret_cast<const char*>(m_buffer.data());
    int64_t left = static_cast<int64_t>(m_buffer.size()) * kBytes;
    for (int64_t offset = m_onDisk * kBytes; left > 0;) {
        const ssize_t written = ::pwrite(m_descriptor, data, static_cast<size_t>(left), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            fail("keeping", written < 0 ? errno : ENOSPC);
        data += written;
        offset += written;
        left -= written;
    }
    m_onDisk += static_cast<int64_t>(m_buffer.size());
    m_buffer.clear();
}

void TokenStore::read(int64_t first, std::span<int32_t> numbers) const
{
    const auto count = static_cast<int64_t>(numbers.size());
    const int64_t fromDisk = std::clamp<int64_t>(m_onDisk - first, 0, count);
    char* data = reinterpret_cast<char*>(numbers.data());
    int64_t left = fromDisk * kBytes;
    for (int64_t offset = first * kBytes; left > 0;) {
        const ssize_t got = ::pread(m_descriptor, data, static_cast<size_t>(left), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            fail("reading", got < 0 ? errno : EIO);
        data += got;
        offset += got;
        left -= got;
    }
    const int64_t begin = first + fromDisk - m_onDisk; // in the buffer
    if (fromDisk < count)
        std::copy_n(m_buffer.begin() + begin, count - fromDisk, numbers.begin() + fromDisk);
}

} // namespace interweave
