// SPDX-License-Identifier: Apache-2.0
#include "core/hub/url.h"

#include "core/hub/lower_case.h"

#include <curl/curl.h>
#include <memory>

namespace interweave {

namespace {

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part(CURLU* url, CURLUPart wanted, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(url, wanted, &text, flags) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

} // namespace

std::string originOf(const std::string& address)
{
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
        return {};
    const std::string scheme = lowerCase(part(url.get(), CURLUPART_SCHEME));
    const std::string host = lowerCase(part(url.get(), CURLUPART_HOST));
    if ((scheme != "https" && scheme != "http") || host.empty())
        return {};
    return scheme + "://" + host + ":" + part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

std::string resolvedUrl(const std::string& base, const std::string& location)
{
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK
        || curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK)
        return {};
    return part(url.get(), CURLUPART_URL);
}

std::string percentEncoded(const std::string& text, const std::string& kept)
{
    constexpr const char* kDigits = "0123456789ABCDEF";
    static const std::string kUnreserved
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
    std::string encoded;
    for (const char c : text) {
        if (kUnreserved.find(c) != std::string::npos || kept.find(c) != std::string::npos) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return encoded;
}

} // namespace interweave
