// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/blend.h"
#include "core/siamese/siamese_model.h"

#include <optional>

namespace interweave {

/// The model that speaks as the blend says, by blendBranch: with a scaled adapter, or with a
/// constant gate in the place of its own. Throws Error{InvalidArgument} without an adapter,
/// Error{Unsupported} as ScaledAdapter.
SiameseModel blended(const SiameseModel& model, const Blend& blend);

/// The branch whose words an end of the way from base to tuned repeats: base at 0, tuned at 1,
/// none between.
std::optional<Branch> endBranch(const Blend& blend);

/// Tuned for a scaled adapter, interwoven for mixed logits. Not for Blend::Kind::None.
Branch blendBranch(const Blend& blend);

} // namespace interweave
