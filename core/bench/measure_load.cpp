// SPDX-License-Identifier: Apache-2.0
#include "core/bench/measure.h"
#include "core/tensorio/checkpoint.h"

namespace interweave {

BenchResult measureLoad(
    const std::filesystem::path& model, const Placement& placement, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    const Decoder decoder = Decoder::load(Checkpoint(model), placement, stop);
    BenchResult result;
    result.what = "load";
    result.seconds = std::chrono::duration<double>(timeAfterWork(decoder) - start).count();
    result.dtype = dtypeName(placement.dtype);
    result.device = placement.device.str();
    return result;
}

} // namespace interweave
