// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"
#include "core/hub/hub_settings.h"

#include <stop_token>

namespace interweave {

/// Brings a model or a data set into the cache: lists it, selects (selectFiles), fetches what is
/// missing (downloadBlob), links the snapshot, and last of all notes what the revision is, so that
/// whoever finds the revision finds it whole. Offline: no request; what the cache has. Several
/// processes may pull at once. Throws Error as those say, Error{Io} before the first byte when the
/// disk has no room for all, Error{NotFound} offline when the cache has nothing.
PullResult pull(const PullRequest& request, const HubSettings& settings,
    const PullCallbacks& callbacks, std::stop_token stop);

/// What pull would do: lists and selects. Throws Error as listRepo says, Error{NotFound} offline.
PullPlan planPull(const PullRequest& request, const HubSettings& settings, std::stop_token stop);

} // namespace interweave
