// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace interweave {

/// Holds bytes against the name that the hub knows them by: 64 hexadecimal digits are the SHA-256
/// of the content (Git LFS), 40 the SHA-1 of git's blob object, "blob <bytes>\0" before the
/// content.
class ContentDigest {
public:
    /// bytes: how many there must be. Throws Error{CorruptData} for a name that is neither.
    ContentDigest(std::string expected, int64_t bytes);
    ~ContentDigest();

    void add(std::string_view data);
    /// Of what was added so far.
    std::string hex() const;
    bool matches() const { return hex() == m_expected; }
    const std::string& expected() const { return m_expected; }
    void restart();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };

    std::string m_expected;
    int64_t m_bytes;
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// Whether the file has the content of this name; tells how many bytes were read. Throws
/// Error{NotFound, Io, Cancelled}.
bool hasContent(const std::filesystem::path& file, const std::string& contentName, int64_t bytes,
    const std::function<void(int64_t)>& onRead, std::stop_token stop);

/// Whether the hub may name content like this.
bool isContentName(std::string_view name);
/// Whether `text` is a commit: 40 hexadecimal digits in lower case.
bool isCommit(std::string_view text);

} // namespace interweave
