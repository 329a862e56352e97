// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/bench.h"
#include "core/data/data_rows.h"
#include "core/model/placement.h"
#include "core/siamese/branch_memories.h"
#include "core/text/tokenizer.h"

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <vector>

namespace interweave {

/// The measurements of BenchKind (core/api/bench.h). Threads and resident memory are left to the
/// caller. All throw Error{InvalidArgument} when there are too few rows, Error{Cancelled}.

/// dropout: of the adapter's input.
BenchResult measureTrain(SiameseModel& model, double dropout, const Tokenizer& tokenizer,
    const std::vector<DataRow>& rows, const BenchRequest& request, std::stop_token stop);

BenchResult measureDecode(const SiameseModel& model, Branch branch, const Tokenizer& tokenizer,
    const std::vector<DataRow>& rows, const BenchRequest& request, std::stop_token stop);

BenchResult measureEval(const SiameseModel& model, const Branches& branches,
    const Tokenizer& tokenizer, const std::vector<DataRow>& rows, const BenchRequest& request,
    std::stop_token stop);

BenchResult measureLoad(
    const std::filesystem::path& model, const Placement& placement, std::stop_token stop);

BenchResult measureTokenize(const Tokenizer& tokenizer, const std::vector<DataRow>& rows);

/// A device's queued work is part of what is measured: waits for it, then reads the clock.
std::chrono::steady_clock::time_point timeAfterWork(const Decoder& decoder);

} // namespace interweave
