// SPDX-License-Identifier: Apache-2.0
#include "core/peft/scaled_lora.h"

#include "core/peft/peft_folder.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <ATen/ATen.h>

namespace interweave {

namespace fs = std::filesystem;

void writeScaledLora(const fs::path& source, double factor, const fs::path& folder)
{
    PeftFolder lora = readPeftFolder(source);
    if (lora.config.value("peft_type", "") != "LORA")
        throw Error(ErrorCode::Unsupported, source.string(),
            "is no LoRA, which alone can be scaled to a plain LoRA");
    if (lora.config.value("use_dora", false))
        throw Error(ErrorCode::Unsupported, source.string(),
            "has DoRA's magnitudes: its change does not scale with B");
    if (fs::exists(folder))
        throw Error(ErrorCode::InvalidArgument, folder.string(), "is there already");
    NamedTensors scaled;
    for (const auto& [name, tensor] : lora.tensors) {
        const bool isB = name.find(".lora_B.") != std::string::npos
            || name.find(".lora_embedding_B") != std::string::npos;
        scaled.emplace_back(name, isB ? tensor * factor : tensor);
    }
    AtomicFolder construction(folder);
    const std::string base = lora.config.value("base_model_name_or_path", "");
    writePeftFolder(construction.path(), std::move(lora.config), base, scaled);
    construction.commit();
}

} // namespace interweave
