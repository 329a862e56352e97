// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace interweave {

enum class ErrorCode {
    InvalidArgument,
    NotFound,
    CorruptData,
    Unsupported,
    Io,
    OutOfMemory,
    Cancelled,
    Internal,
};

/// The code's name as it appears in JSON output, e.g. "CorruptData".
std::string_view name(ErrorCode code);

/// What a user or a file did wrong. `where` names the place (a file, a key, an option), `message`
/// says what was found and what was expected. The only exception type that leaves core/api.
class Error : public std::exception {
public:
    Error(ErrorCode code, std::string where, std::string message);

    ErrorCode code() const noexcept { return m_code; }
    const std::string& where() const noexcept { return m_where; }
    const std::string& message() const noexcept { return m_message; }

    /// "where: message", or the message alone where no place is known.
    const char* what() const noexcept override { return m_what.c_str(); }

private:
    ErrorCode m_code;
    std::string m_where;
    std::string m_message;
    std::string m_what;
};

} // namespace interweave
