// SPDX-License-Identifier: Apache-2.0
#include "core/api/generation.h"

#include "core/support/error.h"

namespace interweave {

const char* name(Branch branch)
{
    switch (branch) {
    case Branch::Base: return "base";
    case Branch::Tuned: return "tuned";
    case Branch::Interwoven: return "interwoven";
    }
    return "";
}

Branch parseBranch(const std::string& text)
{
    for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven})
        if (text == name(branch))
            return branch;
    throw Error(
        ErrorCode::InvalidArgument, "branch", "'" + text + "', expected base, tuned or interwoven");
}

const char* name(StopReason reason)
{
    switch (reason) {
    case StopReason::EndOfSequence: return "end";
    case StopReason::StopString: return "stop string";
    case StopReason::Length: return "length";
    case StopReason::Cancelled: return "cancelled";
    }
    return "";
}

StopReason parseStopReason(const std::string& text)
{
    for (const StopReason reason : {StopReason::EndOfSequence, StopReason::StopString,
             StopReason::Length, StopReason::Cancelled})
        if (text == name(reason))
            return reason;
    throw Error(ErrorCode::InvalidArgument, "stop reason", "'" + text + "' is none");
}

} // namespace interweave
