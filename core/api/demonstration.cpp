// SPDX-License-Identifier: Apache-2.0
#include "core/api/demonstration.h"

#include "core/support/embedded_files.h"

namespace interweave {

Demonstration unpackDemonstration(const std::filesystem::path& workspace)
{
    const std::filesystem::path folder = workspace / "demonstration";
    unpackEmbedded("tiny/", folder);
    return {(folder / "lora.yaml").string(), (folder / "imsm.yaml").string(),
        (folder / "suite.yaml").string(), "where"};
}

} // namespace interweave
