// SPDX-License-Identifier: Apache-2.0
#include "core/api/data_report.h"

namespace interweave {

std::string_view name(RepeatedRow::Kind kind)
{
    switch (kind) {
    case RepeatedRow::Kind::Exact: return "exact";
    case RepeatedRow::Kind::Normalised: return "normalised";
    case RepeatedRow::Kind::Conflict: return "conflict";
    }
    return {};
}

std::string_view name(LeakedRow::Kind kind)
{
    switch (kind) {
    case LeakedRow::Kind::WholeRow: return "row";
    case LeakedRow::Kind::Prompt: return "prompt";
    case LeakedRow::Kind::Words: return "words";
    }
    return {};
}

} // namespace interweave
