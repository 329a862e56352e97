// SPDX-License-Identifier: Apache-2.0
#include "core/api/presets.h"

#include "core/api/demonstration.h"
#include "core/api/guarded.h"
#include "core/support/embedded_files.h"

namespace interweave {

std::vector<Preset> unpackPresets(const std::filesystem::path& workspace)
{
    return guarded([&]() -> std::vector<Preset> {
        const Demonstration demonstration = unpackDemonstration(workspace);
        const std::filesystem::path folder = workspace / "presets";
        unpackEmbedded("recipes/", folder);
        return {
            {"demonstration-imsm", "The demonstration: LoRA + IMSM",
                "A tiny model learns a new task and keeps what it knew. Under a minute.",
                demonstration.imsmRecipe, false, false},
            {"demonstration-lora", "The demonstration: LoRA",
                "The same without the gate: it learns, and forgets.", demonstration.loraRecipe,
                false, false},
            {"smollm2-mrpc", "SmolLM2 on MRPC",
                "A small real model learns to tell paraphrases. Give the model and MRPC's rows.",
                (folder / "smollm2_mrpc.yaml").string(), true, true},
            {"paper-lora", "The paper's LoRA set-up",
                "Rank 16, three epochs, batches of 16, as published. Give a model and data.",
                (folder / "paper_lora.yaml").string(), true, true},
        };
    });
}

} // namespace interweave
