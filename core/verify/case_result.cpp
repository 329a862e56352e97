// SPDX-License-Identifier: Apache-2.0
#include "core/verify/case_result.h"

#include "core/support/error.h"
#include "core/verify/imsm_case.h"
#include "core/verify/models_case.h"

#include <ATen/ATen.h>

namespace interweave {

CaseResult runCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop)
{
    if (std::filesystem::exists(folder / "case.json"))
        return runImsmCase(folder, placement, stop);
    if (std::filesystem::exists(folder / "config.json"))
        return runModelsCase(folder, placement, stop);
    throw Error(ErrorCode::NotFound, folder.string(),
        "holds neither case.json nor config.json: not a reference's case");
}

at::Tensor idsTensor(const std::vector<int64_t>& ids)
{
    return at::tensor(ids, at::kLong);
}

} // namespace interweave
