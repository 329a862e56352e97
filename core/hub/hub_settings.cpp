// SPDX-License-Identifier: Apache-2.0
#include "core/hub/hub_settings.h"

#include "core/hub/lower_case.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace interweave {

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value ? value : "";
}

/// A path, "~" at its start being HOME.
fs::path pathIn(const char* name)
{
    const std::string value = variable(name);
    if (value == "~" || value.starts_with("~/"))
        return fs::path(variable("HOME") + value.substr(1));
    return value;
}

bool isOn(const char* name)
{
    const std::string value = lowerCase(variable(name));
    return value == "1" || value == "on" || value == "yes" || value == "true";
}

fs::path hubHome()
{
    if (const fs::path home = pathIn("HF_HOME"); !home.empty())
        return home;
    if (const fs::path cache = pathIn("XDG_CACHE_HOME"); !cache.empty())
        return cache / "huggingface";
    if (const fs::path home = pathIn("HOME"); !home.empty())
        return home / ".cache/huggingface";
    return {};
}

std::string trimmed(const std::string& text)
{
    constexpr const char* kSpace = " \t\r\n";
    const size_t first = text.find_first_not_of(kSpace);
    return first == std::string::npos
        ? ""
        : text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

/// It becomes part of a header: a line break in it would begin another.
std::string checkedToken(const std::string& token, const std::string& where)
{
    if (std::any_of(token.begin(), token.end(), [](char c) { return c <= ' ' || c >= 0x7f; }))
        throw Error(ErrorCode::InvalidArgument, where, "holds characters that no token has");
    return token;
}

std::string findToken()
{
    if (isOn("HF_HUB_DISABLE_IMPLICIT_TOKEN"))
        return {};
    if (const std::string token = trimmed(variable("HF_TOKEN")); !token.empty())
        return checkedToken(token, "HF_TOKEN");
    fs::path file = pathIn("HF_TOKEN_PATH");
    if (file.empty())
        file = hubHome() / "token";
    std::error_code unused;
    return fs::is_regular_file(file, unused) ? checkedToken(trimmed(readFile(file)), file.string())
                                             : std::string();
}

std::string findEndpoint()
{
    std::string endpoint = variable("HF_ENDPOINT");
    if (endpoint.empty())
        return kDefaultEndpoint;
    if (!endpoint.starts_with("https://") && !endpoint.starts_with("http://"))
        throw Error(ErrorCode::InvalidArgument, "HF_ENDPOINT",
            "'" + endpoint + "' does not start with https:// or http://");
    endpoint.erase(endpoint.find_last_not_of('/') + 1);
    return endpoint;
}

fs::path findCertificates()
{
    for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"})
        if (const fs::path file = pathIn(name); !file.empty())
            return file;
    return {};
}

std::chrono::seconds secondsIn(const char* name, std::chrono::seconds otherwise)
{
    const std::string value = variable(name);
    if (value.empty())
        return otherwise;
    int seconds = 0;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (failure != std::errc() || end != value.data() + value.size() || seconds <= 0)
        throw Error(ErrorCode::InvalidArgument, name,
            "'" + value + "' is not a number of seconds greater than 0");
    return std::chrono::seconds(seconds);
}

} // namespace

fs::path hubCacheFolder()
{
    if (const fs::path cache = pathIn("HF_HUB_CACHE"); !cache.empty())
        return fs::absolute(cache);
    const fs::path home = hubHome();
    if (home.empty())
        throw Error(ErrorCode::NotFound, "HF_HUB_CACHE",
            "is not set, and neither is HOME: there is no place for the hub's cache");
    return fs::absolute(home / "hub");
}

HubSettings hubSettings()
{
    HubSettings settings;
    settings.cache = hubCacheFolder();
    settings.endpoint = findEndpoint();
    settings.token = findToken();
    settings.certificates = findCertificates();
    settings.offline = isOn("HF_HUB_OFFLINE") || isOn("TRANSFORMERS_OFFLINE");
    settings.stallTimeout = secondsIn("HF_HUB_DOWNLOAD_TIMEOUT", settings.stallTimeout);
    return settings;
}

} // namespace interweave
