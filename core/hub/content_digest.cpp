// SPDX-License-Identifier: Apache-2.0
#include "core/hub/content_digest.h"

#include "core/hub/io_error.h"

#include <fstream>
#include <openssl/evp.h>
#include <vector>

namespace interweave {

namespace {

constexpr size_t kReadBytes = 1 << 20;
constexpr size_t kSha1Digits = 40;
constexpr size_t kSha256Digits = 64;

bool isHex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void require(int result)
{
    if (result != 1)
        throw Error(ErrorCode::Internal, "OpenSSL", "computing a hash failed");
}

} // namespace

bool hasContent(const std::filesystem::path& file, const std::string& contentName, int64_t bytes,
    const std::function<void(int64_t)>& onRead, std::stop_token stop)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw ioError(file, "opening");
    ContentDigest digest(contentName, bytes);
    std::vector<char> buffer(kReadBytes);
    for (int64_t done = 0; stream; onRead(done)) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, file.string(), "the check was cancelled");
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        digest.add({buffer.data(), static_cast<size_t>(stream.gcount())});
        done += stream.gcount();
    }
    if (stream.bad())
        throw ioError(file, "reading");
    return digest.matches();
}

bool isContentName(std::string_view name)
{
    return (name.size() == kSha1Digits || name.size() == kSha256Digits) && isHex(name);
}

bool isCommit(std::string_view text)
{
    return text.size() == kSha1Digits && isHex(text);
}

void ContentDigest::Free::operator()(evp_md_ctx_st* context) const
{
    EVP_MD_CTX_free(context);
}

ContentDigest::ContentDigest(std::string expected, int64_t bytes)
    : m_expected(std::move(expected))
    , m_bytes(bytes)
    , m_context(EVP_MD_CTX_new())
{
    if (!isContentName(m_expected))
        throw Error(ErrorCode::CorruptData, m_expected,
            "is no content hash: 64 hexadecimal digits (SHA-256) or 40 (git) were expected");
    restart();
}

ContentDigest::~ContentDigest() = default;

void ContentDigest::restart()
{
    const bool git = m_expected.size() == kSha1Digits;
    require(EVP_DigestInit_ex(m_context.get(), git ? EVP_sha1() : EVP_sha256(), nullptr));
    if (git)
        add("blob " + std::to_string(m_bytes) + std::string(1, '\0'));
}

void ContentDigest::add(std::string_view data)
{
    require(EVP_DigestUpdate(m_context.get(), data.data(), data.size()));
}

std::string ContentDigest::hex() const
{
    const std::unique_ptr<EVP_MD_CTX, Free> copy(EVP_MD_CTX_new());
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    require(EVP_MD_CTX_copy_ex(copy.get(), m_context.get()));
    require(EVP_DigestFinal_ex(copy.get(), digest, &size));
    constexpr const char* kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

} // namespace interweave
