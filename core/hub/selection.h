// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/repo_listing.h"

#include <string>
#include <vector>

namespace interweave {

struct Selection {
    std::vector<RepoFile> files;
    std::vector<std::string> pickles; // what was left out for running code when it is read
};

/// By its name; never pulled, since it can run code when it is read.
bool isPickle(const std::string& path);

/// What a pull fetches of a repository. Without `include`:
///   a model      config, tokenizer and chat template files, safetensors, read-me and licence;
///   where
///                there are no safetensors, the one GGUF file
///   a data set   JSON lines, JSON, CSV and TSV files, read-me and licence
/// With it, the files that fit a pattern. Never a pickle.
/// Throws Error{Unsupported} when there are only pickles, or only files of a format that is not
/// read; Error{InvalidArgument} when there are several GGUF files to choose from, naming them;
/// Error{NotFound} when nothing fits; Error{CorruptData} for a path that is no plain relative one,
/// or two that some file systems take for the same.
Selection selectFiles(
    const RepoListing& listing, const RepoId& repo, const std::vector<std::string>& include);

} // namespace interweave
