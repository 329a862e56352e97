// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"
#include "ui/jobs/outcome.h"
#include "ui/widgets/notice.h"

namespace interweave::ui {

/// What is said of a fetch that has ended, and what to do next.
struct FetchEnd {
    enum class Offer { None, Train, Again, ChooseFiles };

    Notice::Severity severity = Notice::Severity::Info;
    QString text;
    Offer offer = Offer::None;
    QString label; // of its button
};

FetchEnd fetchEnd(const PullRequest& request, const Outcome<PullResult>& outcome);

} // namespace interweave::ui
