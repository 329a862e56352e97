// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_files.h"

#include "core/peft/peft_folder.h"
#include "core/support/error.h"
#include "core/train/fingerprint.h"
#include "core/train/train_checkpoint.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

/// What is in the run's folder of the files that it keeps.
std::map<std::string, std::string> keptFileHashes(const Run& run)
{
    std::map<std::string, std::string> hashes;
    for (const fs::path& file : {run.replayFile(), run.anchorFile()})
        if (fs::exists(file))
            hashes[file.filename()] = fileHash(file);
    return hashes;
}

/// Without an anchor text whose passages the run keeps, and an adapter that is gone where a
/// checkpoint has what became of it.
Recipe stillRead(const Run& run, Recipe recipe)
{
    if (fs::exists(run.anchorFile()))
        recipe.anchor.path.clear();
    if (!fs::exists(recipe.adapter) && !listCheckpoints(run.checkpoints()).empty())
        recipe.adapter.clear();
    return recipe;
}

} // namespace

std::map<std::string, std::string> recipeFileHashes(
    const Recipe& recipe, const std::vector<fs::path>& watched)
{
    std::vector<fs::path> files = watched;
    if (!recipe.adapter.empty())
        for (fs::path& file : peftFolderFiles(recipe.adapter))
            files.push_back(std::move(file));
    for (const fs::path& file : {recipe.validation.path, recipe.anchor.path, recipe.budget.text})
        if (!file.empty())
            files.push_back(file);
    std::map<std::string, std::string> hashes;
    for (const fs::path& file : files)
        hashes[file] = fileHash(file);
    return hashes;
}

void requireSameFiles(const Run& run, const Recipe& recipe, const std::vector<fs::path>& watched)
{
    const auto require = [&](const std::map<std::string, std::string>& now) {
        for (const auto& [file, hash] : now)
            if (const auto before = run.info().fileHashes.find(file);
                before != run.info().fileHashes.end())
                requireSameContent(before->second, hash, run.folder() / file);
    };
    require(recipeFileHashes(stillRead(run, recipe), watched));
    require(keptFileHashes(run));
}

void rememberFiles(Run& run, const Recipe& recipe, const std::vector<fs::path>& watched)
{
    RunInfo info = run.info();
    // What it knows already stays.
    info.fileHashes.merge(recipeFileHashes(stillRead(run, recipe), watched));
    info.fileHashes.merge(keptFileHashes(run));
    if (info.fileHashes != run.info().fileHashes)
        run.update(info);
}

void requireSameContent(const std::string& before, const std::string& now, const fs::path& path)
{
    if (before != now)
        throw Error(ErrorCode::InvalidArgument, path.string(),
            "is not what it was when the run began (content hash " + before + " then, " + now
                + " now); the run cannot be continued exactly");
}

} // namespace interweave
