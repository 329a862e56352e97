// SPDX-License-Identifier: Apache-2.0
#include "core/hub/http_client.h"

#include "core/hub/hub_settings.h"
#include "core/hub/lower_case.h"
#include "core/hub/url.h"
#include "core/support/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <exception>

namespace interweave {

namespace {

constexpr int kMaxRedirects = 10;
constexpr size_t kMaxHeaders = 200;
constexpr size_t kKeptOfErrorBody = 4096;
constexpr long kBufferBytes = 256 * 1024;

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// One hop. curl is C: no exception may pass through it.
struct Transfer {
    HttpAnswer answer;
    const BodySink& sink;
    std::stop_token stop;
    std::exception_ptr thrown;
    bool refused = false; // the sink has had enough
};

void initialise()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK)
        throw Error(ErrorCode::Internal, "libcurl", curl_easy_strerror(code));
}

std::string trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first));
}

/// Of a line such as "HTTP/1.1 206 Partial Content"; 0 for what is none.
long statusOf(std::string_view line)
{
    const size_t space = line.find(' ');
    long status = 0;
    if (space != std::string_view::npos)
        std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
    return status;
}

size_t onHeader(char* data, size_t size, size_t count, void* user)
{
    Transfer& transfer = *static_cast<Transfer*>(user);
    HttpAnswer& answer = transfer.answer;
    const std::string_view line(data, size * count);
    try {
        if (line.starts_with("HTTP/")) {
            answer.headers.clear(); // of an interim answer, such as 100
            answer.status = statusOf(line);
        } else if (const size_t colon = line.find(':'); colon != std::string_view::npos) {
            answer.headers[lowerCase(std::string(line.substr(0, colon)))]
                = trimmed(line.substr(colon + 1));
            if (answer.fromHub && answer.headers.contains("x-linked-etag"))
                answer.linkedEtag = answer.headers["x-linked-etag"];
        }
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
    return answer.headers.size() > kMaxHeaders ? 0 : line.size();
}

size_t onBody(char* data, size_t size, size_t count, void* user)
{
    Transfer& transfer = *static_cast<Transfer*>(user);
    HttpAnswer& answer = transfer.answer;
    const std::string_view content(data, size * count);
    try {
        if (answer.isSuccess()) {
            transfer.refused = !transfer.sink(answer, content);
            return transfer.refused ? 0 : content.size();
        }
        const size_t room = kKeptOfErrorBody - answer.body.size();
        answer.body.append(content.substr(0, room));
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
    return content.size();
}

int onProgress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Transfer*>(user)->stop.stop_requested() ? 1 : 0;
}

bool mayPass(CURLcode code)
{
    constexpr std::array kPassing
        = {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2,
            CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT, CURLE_SSL_CONNECT_ERROR,
            CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM};
    return std::find(kPassing.begin(), kPassing.end(), code) != kPassing.end();
}

bool isRedirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

std::string HttpAnswer::header(const std::string& lowerCaseName) const
{
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? std::string() : found->second;
}

struct HttpClient::Impl {
    explicit Impl(const HubSettings& theSettings)
        : settings(theSettings)
        , hub(originOf(settings.endpoint))
    {
        initialise();
        handle.reset(curl_easy_init());
        if (!handle || hub.empty())
            throw Error(ErrorCode::InvalidArgument, "HF_ENDPOINT",
                "'" + settings.endpoint + "' is no address of a hub");
    }

    template <class Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle.get(), option, value);
    }

    HeaderList headersOf(const HttpRequest& request, bool toHub) const
    {
        HeaderList list;
        const auto add = [&](const std::string& line) {
            list.reset(curl_slist_append(list.release(), line.c_str()));
        };
        add("Accept-Encoding: identity"); // sizes and ranges are those of the file itself
        if (toHub && !settings.token.empty())
            add("Authorization: Bearer " + settings.token);
        if (request.offset > 0)
            add("Range: bytes=" + std::to_string(request.offset) + "-");
        if (request.offset > 0 && !request.ifRange.empty())
            add("If-Range: " + request.ifRange);
        return list;
    }

    void prepare(Transfer& transfer, const std::string& url, curl_slist* headers)
    {
        curl_easy_reset(handle.get()); // connections stay
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_HTTPHEADER, headers);
        set(CURLOPT_USERAGENT, "interweave");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        set(CURLOPT_TCP_KEEPALIVE, 1L);
        set(CURLOPT_BUFFERSIZE, kBufferBytes);
        set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connectTimeout.count()));
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stallTimeout.count()));
        if (!settings.certificates.empty())
            set(CURLOPT_CAINFO, settings.certificates.c_str());
        set(CURLOPT_ERRORBUFFER, errorText);
        set(CURLOPT_HEADERFUNCTION, onHeader);
        set(CURLOPT_HEADERDATA, &transfer);
        set(CURLOPT_WRITEFUNCTION, onBody);
        set(CURLOPT_WRITEDATA, &transfer);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, onProgress);
        set(CURLOPT_XFERINFODATA, &transfer);
    }

    /// One hop; redirects to come know the content's name from it.
    HttpAnswer hop(const HttpRequest& request, const std::string& url,
        const std::string& linkedEtag, const BodySink& sink, std::stop_token stop)
    {
        Transfer transfer{{}, sink, stop, nullptr};
        HttpAnswer& answer = transfer.answer;
        answer.fromHub = originOf(url) == hub;
        answer.linkedEtag = linkedEtag;
        const HeaderList headers = headersOf(request, answer.fromHub);
        prepare(transfer, url, headers.get());
        errorText[0] = '\0';
        const CURLcode code = curl_easy_perform(handle.get());
        if (transfer.thrown)
            std::rethrow_exception(transfer.thrown);
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "the pull was cancelled");
        if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
            throw Error(ErrorCode::Io, originOf(url),
                "its certificate is not trusted (" + std::string(errorText)
                    + "); behind a proxy that shows one of its own, name the proxy's authority in "
                      "CURL_CA_BUNDLE");
        answer.retryAfter = retryAfter(answer);
        if (code != CURLE_OK && !transfer.refused) {
            answer.failure = errorText[0] ? errorText : curl_easy_strerror(code);
            answer.mayPass = mayPass(code);
        }
        return std::move(answer);
    }

    /// Of Retry-After, a number or a date; else of the hub's own RateLimit: "api";r=0;t=55.
    std::chrono::seconds retryAfter(const HttpAnswer& answer) const
    {
        curl_off_t seconds = 0;
        curl_easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &seconds);
        const std::string limit = answer.header("ratelimit");
        if (const size_t at = limit.find("t=");
            seconds == 0 && answer.status == 429 && at != std::string::npos)
            std::from_chars(limit.data() + at + 2, limit.data() + limit.size(), seconds);
        return std::chrono::seconds(std::max<curl_off_t>(0, seconds));
    }

    const HubSettings settings;
    const std::string hub; // origin
    std::unique_ptr<CURL, FreeHandle> handle;
    char errorText[CURL_ERROR_SIZE] = {};
};

HttpClient::HttpClient(const HubSettings& settings)
    : m_impl(std::make_unique<Impl>(settings))
{
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::get(const HttpRequest& request, const BodySink& sink, std::stop_token stop)
{
    std::string url = request.url;
    std::string linkedEtag;
    for (int redirects = 0;; ++redirects) {
        HttpAnswer answer = m_impl->hop(request, url, linkedEtag, sink, stop);
        if (!isRedirect(answer.status) || !answer.failure.empty())
            return answer;
        linkedEtag = answer.linkedEtag;
        url = resolvedUrl(url, answer.header("location"));
        const std::string origin = originOf(url);
        if (redirects == kMaxRedirects)
            answer.failure = "more than " + std::to_string(kMaxRedirects) + " redirects";
        else if (origin.empty())
            answer.failure
                = "a redirect to what is no address: '" + answer.header("location") + "'";
        else if (origin.starts_with("http:") && m_impl->hub.starts_with("https:"))
            answer.failure = "a redirect from https to " + origin + " is not followed";
        if (!answer.failure.empty())
            return answer;
    }
}

} // namespace interweave
