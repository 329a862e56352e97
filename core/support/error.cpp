// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"

namespace interweave {

std::string_view name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "InvalidArgument";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::CorruptData: return "CorruptData";
    case ErrorCode::Unsupported: return "Unsupported";
    case ErrorCode::Io: return "Io";
    case ErrorCode::OutOfMemory: return "OutOfMemory";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::Internal: return "Internal";
    }
    return "Internal";
}

Error::Error(ErrorCode code, std::string where, std::string message)
    : m_code(code)
    , m_where(std::move(where))
    , m_message(std::move(message))
    , m_what(m_where.empty() ? m_message : m_where + ": " + m_message)
{
}

} // namespace interweave
