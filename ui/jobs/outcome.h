// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace interweave::ui {

/// Why a job did not give a value.
struct Failure {
    ErrorCode code = ErrorCode::Internal;
    QString where; // the file, key or option it is about; may be empty
    QString message;

    bool cancelled() const { return code == ErrorCode::Cancelled; }
    /// "where: message".
    QString text() const { return where.isEmpty() ? message : where + ": " + message; }
};

inline Failure failureOf(const Error& error)
{
    return {error.code(), QString::fromStdString(error.where()),
        QString::fromStdString(error.message())};
}

/// What became of a job: its value, or why there is none.
template <class T>
class Outcome {
public:
    Outcome(T value)
        : m_result(std::move(value))
    {
    }
    Outcome(Failure failure)
        : m_result(std::move(failure))
    {
    }

    bool ok() const { return m_result.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const { return std::get<0>(m_result); }
    T& value() { return std::get<0>(m_result); }
    const Failure& failure() const { return std::get<1>(m_result); }

private:
    std::variant<T, Failure> m_result;
};

/// A job that gives nothing but its end.
using Nothing = std::monostate;

} // namespace interweave::ui
