// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/http_client.h"
#include "core/hub/repo_id.h"
#include "core/support/error.h"

namespace interweave {

struct HubSettings;

/// Whether the same request may be answered better some time later.
bool isWorthRetrying(const HttpAnswer& answer);

/// What an answer that is no success means for who asked, and what to do about it. what: a revision
/// or a file of the repository.
Error hubError(const HttpAnswer& answer, const RepoId& repo, const std::string& what,
    const HubSettings& settings);

/// The failure or the status in a few words, e.g. "the hub answered 503".
std::string reasonOf(const HttpAnswer& answer);

} // namespace interweave
