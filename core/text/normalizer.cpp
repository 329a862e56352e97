// SPDX-License-Identifier: Apache-2.0
#include "core/text/normalizer.h"

#include "core/support/error.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace interweave {

namespace {

utf8proc_option_t optionsOf(UnicodeForm form)
{
    int options = UTF8PROC_STABLE;
    options |= form == UnicodeForm::Nfc || form == UnicodeForm::Nfkc ? UTF8PROC_COMPOSE
                                                                     : UTF8PROC_DECOMPOSE;
    options |= form == UnicodeForm::Nfkc || form == UnicodeForm::Nfkd ? UTF8PROC_COMPAT : 0;
    return static_cast<utf8proc_option_t>(options);
}

} // namespace

std::string UnicodeNormalizer::apply(std::string text) const
{
    const bool isAscii
        = std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; });
    if (isAscii)
        return text;
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()), &mapped, optionsOf(m_form));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0)
        throw Error(ErrorCode::InvalidArgument, "normalizer", utf8proc_errmsg(length));
    return std::string(reinterpret_cast<const char*>(mapped), static_cast<size_t>(length));
}

} // namespace interweave
