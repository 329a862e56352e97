// SPDX-License-Identifier: Apache-2.0
#include "core/peft/folder_adapter.h"

#include "core/peft/peft_folder.h"

namespace interweave {

void FolderAdapter::save(const std::filesystem::path& folder, const std::string& baseModel) const
{
    writePeftFolder(folder, folderConfig(), baseModel, folderTensors());
}

std::string FolderAdapter::hash() const
{
    return hashPeft(folderConfig(), folderTensors());
}

} // namespace interweave
