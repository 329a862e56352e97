// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace interweave {

struct HubSettings;

struct HttpRequest {
    std::string url;
    int64_t offset = 0; // > 0: ask for the bytes from here on
    std::string ifRange; // the ETag under which the bytes before came; empty: unknown
};

/// What came of a request, redirects followed.
struct HttpAnswer {
    long status = 0; // 0: none came
    std::map<std::string, std::string> headers; // of the last hop, names in lower case
    std::string linkedEtag; // X-Linked-Etag of a hop at the hub itself: the content's name there
    std::string body; // the beginning of what came with a status other than 200 and 206
    bool fromHub = true; // the last hop was the hub itself, not where it redirects to
    std::string failure; // why the answer is not whole; empty: it is
    bool mayPass = false; // the failure is of a kind that may be gone next time
    std::chrono::seconds retryAfter{0};

    /// Empty where there is none.
    std::string header(const std::string& lowerCaseName) const;
    bool isSuccess() const { return status == 200 || status == 206; }
};

/// Given the content of a 200 or 206 as it comes; false breaks the transfer off.
using BodySink = std::function<bool(const HttpAnswer& head, std::string_view data)>;

/// GET requests to the hub and to where it redirects. The token goes to the hub's own origin
/// (scheme, host, port) and nowhere else. An https hub never leads to http. Connections are kept.
/// One thread at a time.
class HttpClient {
public:
    explicit HttpClient(const HubSettings& settings);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Throws Error{Cancelled} within about a second of a request to stop, what `sink` throws, and
    /// Error{Io} for a certificate that is not trusted; every other failure is in the answer.
    HttpAnswer get(const HttpRequest& request, const BodySink& sink, std::stop_token stop);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace interweave
