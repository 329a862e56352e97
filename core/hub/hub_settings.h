// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace interweave {

inline constexpr const char* kDefaultEndpoint = "https://huggingface.co";

/// How often, and after which pauses, what failed for a reason that may pass is tried again.
struct RetryPolicy {
    int attempts = 6; // that bring nothing, one after the other
    std::chrono::milliseconds firstPause{1000}; // doubled each time
    std::chrono::milliseconds longestPause{30'000};
    std::chrono::seconds longestRetryAfter{
        360}; // the hub counts requests in windows of five minutes
};

/// Where the hub and its cache are, under the variables of Hugging Face's own tools.
struct HubSettings {
    std::filesystem::path cache;
    std::string endpoint; // without a slash at the end
    std::string token; // empty: none
    std::filesystem::path certificates; // a bundle of authorities to trust; empty: the system's
    bool offline = false; // no request at all
    RetryPolicy retry;
    std::chrono::seconds connectTimeout{10};
    std::chrono::seconds stallTimeout{30}; // without a byte
};

/// From the environment:
///   cache         HF_HUB_CACHE, else HF_HOME/hub, else XDG_CACHE_HOME/huggingface/hub, else
///                 ~/.cache/huggingface/hub
///   endpoint      HF_ENDPOINT, else https://huggingface.co
///   token         HF_TOKEN, else the file HF_TOKEN_PATH, else the file HF_HOME/token
///   certificates  CURL_CA_BUNDLE, else SSL_CERT_FILE, else REQUESTS_CA_BUNDLE
///   offline       HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE: 1, on, yes, true
///   stallTimeout  HF_HUB_DOWNLOAD_TIMEOUT, seconds
/// Throws Error{InvalidArgument} naming the variable whose value cannot be used, Error{NotFound}
/// when not even HOME says where the cache is.
HubSettings hubSettings();
/// The cache alone.
std::filesystem::path hubCacheFolder();

} // namespace interweave
