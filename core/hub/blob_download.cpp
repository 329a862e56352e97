// SPDX-License-Identifier: Apache-2.0
#include "core/hub/blob_download.h"

#include "core/hub/hub_answer.h"
#include "core/hub/partial_file.h"

#include <charconv>
#include <optional>

namespace interweave {

namespace {

constexpr int kMaxMismatches = 3; // whole files with a wrong hash
constexpr int64_t kWorthwhileBytes = 1
    << 20; // an attempt that brings so much does not count as failed

/// "bytes FIRST-LAST/TOTAL"; total -1 for "*".
struct ContentRange {
    int64_t first = 0;
    int64_t last = 0;
    int64_t total = -1;
};

std::optional<ContentRange> parseContentRange(std::string_view text)
{
    const auto take = [&text](std::string_view expected) {
        const bool there = text.starts_with(expected);
        text.remove_prefix(there ? expected.size() : 0);
        return there;
    };
    const auto number = [&text](int64_t& value) {
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        text.remove_prefix(static_cast<size_t>(end - text.data()));
        return failure == std::errc() && value >= 0;
    };
    ContentRange range;
    if (!take("bytes ") || !number(range.first) || !take("-") || !number(range.last) || !take("/"))
        return std::nullopt;
    if (!take("*") && !number(range.total))
        return std::nullopt;
    return text.empty() ? std::optional(range) : std::nullopt;
}

/// Only a strong ETag says that bytes are the same.
std::string strongEtag(const HttpAnswer& answer)
{
    const std::string etag = answer.header("etag");
    return etag.starts_with('"') ? etag : std::string();
}

std::string unquoted(const std::string& etag)
{
    const size_t first = etag.find('"');
    const size_t last = etag.rfind('"');
    return first < last ? etag.substr(first + 1, last - first - 1) : etag;
}

class BlobDownload {
public:
    BlobDownload(HttpClient& client, const HubSettings& settings, const BlobTask& task,
        const BlobProgress& progress, const LogSink& log, std::stop_token stop)
        : m_client(client)
        , m_settings(settings)
        , m_task(task)
        , m_progress(progress)
        , m_stop(stop)
        , m_retries(settings.retry, log, stop)
        , m_part(task.target, task.file.contentName, task.file.bytes,
              [&](int64_t bytes) { report(PullStage::Checking, bytes); })
    {
    }

    void run()
    {
        for (int mismatches = 0;;) {
            if (m_part.matches())
                return m_part.commit();
            if (m_part.isFull()) {
                const Error other = otherBytes();
                m_part.restart();
                m_etag.clear();
                if (++mismatches == kMaxMismatches)
                    throw other;
                m_retries.waitAfter(other, other.what());
            }
            attempt();
        }
    }

private:
    Error otherBytes() const
    {
        return {ErrorCode::CorruptData, m_task.file.path,
            "came with other bytes than the hub's listing says: their hash is " + m_part.hash()
                + ", expected was " + m_task.file.contentName};
    }

    void report(PullStage stage, int64_t bytes) const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Cancelled, m_task.file.path, "the pull was cancelled");
        m_progress(stage, bytes);
    }

    void attempt()
    {
        const int64_t offset = m_part.bytes();
        m_doubt.clear();
        m_begun = false;
        const HttpAnswer answer = m_client.get(
            {m_task.url, offset, m_etag},
            [&](const HttpAnswer& head, std::string_view data) { return take(head, data, offset); },
            m_stop);
        if (answer.status == 416)
            doubt("the hub has nothing at byte " + std::to_string(offset));
        if (m_part.isFull() && m_doubt.empty())
            return; // whatever became of the connection
        const Error error = errorOf(answer);
        if (m_doubt.empty() && !isWhole(answer) && !isWorthRetrying(answer))
            throw error;
        if (m_part.bytes() >= offset + kWorthwhileBytes)
            m_retries.reset();
        m_retries.waitAfter(error, m_task.file.path + ": " + error.message(), answer.retryAfter);
    }

    static bool isWhole(const HttpAnswer& answer)
    {
        return answer.isSuccess() && answer.failure.empty();
    }

    Error errorOf(const HttpAnswer& answer) const
    {
        if (!m_doubt.empty())
            return {ErrorCode::CorruptData, m_task.file.path, m_doubt};
        if (isWhole(answer))
            return {ErrorCode::Io, m_task.file.path, endedEarly()};
        return hubError(answer, m_task.repo, m_task.file.path, m_settings);
    }

    std::string endedEarly() const
    {
        return "the answer ended at byte " + std::to_string(m_part.bytes()) + " of "
            + std::to_string(m_part.expectedBytes());
    }

    /// What is there may be of another file: the next attempt starts anew.
    bool doubt(const std::string& reason)
    {
        m_doubt = reason;
        m_part.restart();
        m_etag.clear();
        return false;
    }

    bool take(const HttpAnswer& head, std::string_view data, int64_t offset)
    {
        if (!m_begun && !begin(head, offset))
            return false;
        m_begun = true;
        if (!m_part.append(data))
            return doubt("the hub sends more than the " + std::to_string(m_part.expectedBytes())
                + " bytes that its listing says");
        report(PullStage::Downloading, m_part.bytes());
        return true;
    }

    /// Whether the content that follows is what was asked for.
    bool begin(const HttpAnswer& head, int64_t offset)
    {
        const std::string linked = unquoted(head.linkedEtag);
        if (isContentName(linked) && linked.size() == m_task.file.contentName.size()
            && linked != m_task.file.contentName)
            return doubt("the hub's file has another hash, " + linked + ", than its listing says");
        const std::string etag = strongEtag(head);
        if (head.status == 206) {
            const std::string text = head.header("content-range");
            const auto range = parseContentRange(text);
            if (offset == 0 || !range || range->first != offset || range->last < offset
                || range->last >= m_part.expectedBytes()
                || (range->total >= 0 && range->total != m_part.expectedBytes()))
                return doubt("the hub sends another range, '" + text + "', than from byte "
                    + std::to_string(offset) + " of " + std::to_string(m_part.expectedBytes()));
            if (!m_etag.empty() && !etag.empty() && etag != m_etag)
                return doubt(
                    "the hub's file has changed: its ETag was " + m_etag + ", now it is " + etag);
        } else if (offset > 0) {
            m_part.restart(); // 200: the whole file, from its start
        }
        m_etag = etag;
        return true;
    }

    HttpClient& m_client;
    const HubSettings& m_settings;
    const BlobTask& m_task;
    const BlobProgress& m_progress;
    std::stop_token m_stop;
    Retries m_retries;
    PartialFile m_part;
    std::string m_etag; // strong, of what is in m_part; empty: unknown
    std::string m_doubt; // why this attempt's answer is not taken
    bool m_begun = false; // this attempt's content has begun to come
};

} // namespace

void downloadBlob(HttpClient& client, const HubSettings& settings, const BlobTask& task,
    const BlobProgress& progress, const LogSink& log, std::stop_token stop)
{
    BlobDownload(client, settings, task, progress, log, std::move(stop)).run();
}

} // namespace interweave
