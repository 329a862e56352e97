// SPDX-License-Identifier: Apache-2.0
#include "core/verify/verify.h"

#include "core/support/error.h"
#include "core/tensorio/safetensors.h"
#include "core/verify/case_result.h"
#include "core/verify/differences.h"

#include <c10/core/Device.h>

namespace interweave {

VerifyReport verify(const VerifyRequest& request, std::stop_token stop)
{
    const Placement placement = choosePlacement(request.device, "fp32");
    const CaseResult result = runCase(request.caseFolder, placement, stop);
    if (!request.saveFile.empty())
        writeSafetensors(request.saveFile, result.computed);
    return {request.caseFolder, result.kind, placement.device.str(),
        compareTensors(result.computed, result.expected)};
}

} // namespace interweave
