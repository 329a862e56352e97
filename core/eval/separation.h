// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/evaluation.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// A share in [0, 1] of each token of each row of a set. The tokens of one row are not independent,
/// so rows are what a bootstrap draws (statistics.h), whole. At least one row, none of them empty.
using TokenShares = std::vector<std::vector<double>>;

/// The mean over all tokens, with a 95 % interval. A single row tells nothing of others: its
/// interval is [0, 1].
Estimate meanShare(const TokenShares& rows, uint64_t seed, int64_t samples = 2000);

/// The area under the ROC curve by which a token's share tells the two sets apart, all tokens of
/// one against all of the other:
///     AUC = P(x > y) + ½·P(x = y), x of `above`, y of `below`,
/// with a 95 % interval for which the rows of both are drawn, each by themselves; [0, 1] where one
/// of them has a single row. Source: Mann & Whitney, Annals of Mathematical Statistics 18 (1947);
/// Hanley & McNeil, Radiology 143 (1982) 29. The tokens are sorted once; a draw takes one pass over
/// them.
Estimate separationAuc(
    const TokenShares& above, const TokenShares& below, uint64_t seed, int64_t samples = 2000);

} // namespace interweave
