// SPDX-License-Identifier: Apache-2.0
#include "family_fixtures.h"

#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <algorithm>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> foldersOf(const fs::path& parent)
{
    std::vector<fs::path> folders;
    if (!fs::is_directory(parent))
        return folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent))
        if (entry.is_directory())
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

std::vector<fs::path> familyFixtures()
{
    std::vector<fs::path> folders = foldersOf(fs::path(INTERWEAVE_FIXTURES) / "families");
    folders.push_back(fs::path(INTERWEAVE_FIXTURES) / "models/llama3");
    return folders;
}

std::vector<fs::path> referenceModels()
{
    return foldersOf(fs::path(INTERWEAVE_SHARED) / "oracle/models");
}

Decoder loadDecoder(const fs::path& folder, at::Device device)
{
    return Decoder::load(Checkpoint(folder), {device, at::kFloat});
}

void eachOnEachDevice(const std::vector<fs::path>& folders)
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("accelerator");
    for (const fs::path& folder : folders) {
        for (const bool accelerator : {false, true}) {
            const std::string name = folder.parent_path().parent_path().filename().string() + "/"
                + folder.filename().string() + (accelerator ? " on an accelerator" : "");
            QTest::newRow(name.c_str()) << QString::fromStdString(folder.string()) << accelerator;
        }
    }
}

std::vector<int64_t> someIds(int64_t count, int64_t seed)
{
    std::vector<int64_t> ids;
    for (int64_t i = 0; i < count; ++i)
        ids.push_back(3 + (i * i * 7 + i * 13 + seed * 29) % 37);
    return ids;
}
