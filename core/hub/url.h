// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace interweave {

/// Scheme, host and port, e.g. "https://huggingface.co:443": what two addresses must share for a
/// secret of one to be shown to the other. Empty for what is no http or https address, or brings a
/// user of its own.
std::string originOf(const std::string& url);
/// An address, or a path of `base`, as a redirect names it. Empty when it is neither.
std::string resolvedUrl(const std::string& base, const std::string& location);
/// Percent-encoded for a part of an address; `kept` are not encoded beside RFC 3986's unreserved.
std::string percentEncoded(const std::string& text, const std::string& kept = {});

} // namespace interweave
