// SPDX-License-Identifier: Apache-2.0
#include "core/hub/repo_listing.h"

#include "core/hub/content_digest.h"
#include "core/hub/hub_answer.h"
#include "core/hub/url.h"
#include "core/support/strict_json.h"

#include <nlohmann/json.hpp>

namespace interweave {

using nlohmann::json;

namespace {

constexpr size_t kMaxAnswerBytes = 64 << 20;
constexpr int kMaxPages = 10'000;
constexpr size_t kMaxFiles = 1'000'000;
constexpr int64_t kMaxFileBytes = int64_t(1) << 60; // sums of sizes do not overflow

struct ApiAnswer {
    std::string text;
    std::string link; // the header, which names the next page
};

class Listing {
public:
    Listing(HttpClient& client, const HubSettings& settings, const RepoId& repo,
        const std::string& revision, LogSink log, std::stop_token stop)
        : m_client(client)
        , m_settings(settings)
        , m_repo(repo)
        , m_revision(revision)
        , m_retries(settings.retry, std::move(log), stop)
        , m_stop(stop)
    {
    }

    RepoListing read()
    {
        RepoListing listing;
        listing.commit = isCommit(m_revision) ? m_revision : findCommit();
        std::string url = api("/tree/" + listing.commit + "?recursive=true");
        for (int pages = 0; !url.empty(); ++pages) {
            if (pages == kMaxPages)
                refuse(url, "has more than " + std::to_string(kMaxPages) + " pages");
            const ApiAnswer page = get(url);
            addFiles(listing, parse(page.text, url), url);
            url = nextPage(page.link, url);
        }
        return listing;
    }

private:
    std::string api(const std::string& rest) const
    {
        return m_settings.endpoint + m_repo.apiPath() + rest;
    }

    ApiAnswer get(const std::string& url)
    {
        for (;;) {
            ApiAnswer result;
            const HttpAnswer answer = m_client.get(
                {url, 0, {}},
                [&](const HttpAnswer&, std::string_view data) {
                    result.text.append(data);
                    return result.text.size() <= kMaxAnswerBytes;
                },
                m_stop);
            if (result.text.size() > kMaxAnswerBytes)
                refuse(url, "is longer than 64 MiB");
            if (answer.status == 200 && answer.failure.empty()) {
                m_retries.reset();
                result.link = answer.header("link");
                return result;
            }
            const Error error
                = hubError(answer, m_repo, "revision '" + m_revision + "'", m_settings);
            if (!isWorthRetrying(answer))
                throw error;
            m_retries.waitAfter(error, reasonOf(answer), answer.retryAfter);
        }
    }

    [[noreturn]] static void refuse(const std::string& url, const std::string& what)
    {
        throw Error(ErrorCode::CorruptData, url, "the hub's answer " + what);
    }

    static json parse(const std::string& text, const std::string& url)
    {
        return parseStrictJson(text, url);
    }

    std::string findCommit()
    {
        const std::string url = api("/revision/" + percentEncoded(m_revision));
        const json info = parse(get(url).text, url);
        const auto sha = info.is_object() ? info.find("sha") : info.end();
        if (sha == info.end() || !sha->is_string() || !isCommit(sha->get<std::string>()))
            refuse(url, "names no commit ('sha', 40 hexadecimal digits)");
        return sha->get<std::string>();
    }

    static std::string text(const json& entry, const char* key, const std::string& url)
    {
        const auto value = entry.find(key);
        if (value == entry.end() || !value->is_string())
            refuse(url, "lists a file without the text '" + std::string(key) + "'");
        return value->get<std::string>();
    }

    static RepoFile fileOf(const json& entry, const std::string& url)
    {
        RepoFile file;
        file.path = text(entry, "path", url);
        const auto lfs = entry.find("lfs");
        const json& content = lfs != entry.end() && lfs->is_object() ? *lfs : entry;
        file.contentName = text(content, "oid", url);
        const size_t digits = &content == &entry ? 40 : 64;
        if (!isContentName(file.contentName) || file.contentName.size() != digits)
            refuse(url, "has no content hash for " + file.path);
        const auto size = content.find("size");
        if (size == content.end() || !size->is_number_unsigned()
            || size->get<uint64_t>() > static_cast<uint64_t>(kMaxFileBytes))
            refuse(url, "has no size for " + file.path);
        file.bytes = size->get<int64_t>();
        return file;
    }

    static void addFiles(RepoListing& listing, const json& page, const std::string& url)
    {
        if (!page.is_array())
            refuse(url, "is no list of files");
        for (const json& entry : page) {
            if (!entry.is_object())
                refuse(url, "is no list of files");
            if (text(entry, "type", url) == "file")
                listing.files.push_back(fileOf(entry, url));
        }
        if (listing.files.size() > kMaxFiles)
            refuse(url, "lists more than " + std::to_string(kMaxFiles) + " files");
    }

    /// From `<https://…>; rel="next"`; empty on the last page.
    std::string nextPage(const std::string& link, const std::string& url) const
    {
        const size_t relation = link.find("rel=\"next\"");
        if (relation == std::string::npos)
            return {};
        const size_t begin = link.rfind('<', relation);
        const size_t end = link.find('>', begin == std::string::npos ? relation : begin);
        if (begin == std::string::npos || end == std::string::npos || end > relation)
            refuse(url, "names no next page in '" + link + "'");
        std::string next = link.substr(begin + 1, end - begin - 1);
        if (next.starts_with(kDefaultEndpoint)) // a mirror hands on the hub's own answers
            next.replace(0, std::string_view(kDefaultEndpoint).size(), m_settings.endpoint);
        next = resolvedUrl(url, next);
        if (next == url || originOf(next) != originOf(url))
            refuse(url, "names a next page elsewhere: '" + link + "'");
        return next;
    }

    HttpClient& m_client;
    const HubSettings& m_settings;
    const RepoId& m_repo;
    const std::string& m_revision;
    Retries m_retries;
    std::stop_token m_stop;
};

} // namespace

RepoListing listRepo(HttpClient& client, const HubSettings& settings, const RepoId& repo,
    const std::string& revision, const LogSink& log, std::stop_token stop)
{
    return Listing(client, settings, repo, revision, log, std::move(stop)).read();
}

} // namespace interweave
