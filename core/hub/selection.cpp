// SPDX-License-Identifier: Apache-2.0
#include "core/hub/selection.h"

#include "core/hub/lower_case.h"
#include "core/support/error.h"
#include "core/support/file_name.h"
#include "core/support/nearest_name.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <cstdlib>
#include <fnmatch.h>
#include <map>
#include <span>
#include <utf8proc.h>

namespace interweave {

namespace {

using Files = std::vector<RepoFile>;

constexpr const char* kPapers[] = {"readme*", "license*", "licence*", "notice*", "use_policy*"};
// Of a model's top folder: config, generation, tokenizer and adapter files, their names as many as
// there are tokenizers. No code (*.py).
constexpr const char* kModelFiles[]
    = {"*.json", "*.txt", "*.model", "*.jinja", "additional_chat_templates/*.jinja"};
constexpr const char* kDataFiles[] = {"*.jsonl", "*.ndjson", "*.json", "*.csv", "*.tsv"};
constexpr const char* kPickles[]
    = {"*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.pickle", "*.joblib", "*.npy", "*.npz"};
constexpr const char* kSingleWeights = "model.safetensors";
constexpr const char* kWeightIndex = "model.safetensors.index.json";
constexpr size_t kNamesShown = 30;

/// As the hub's own tools match: * also over /.
bool matches(const std::string& path, const std::string& pattern)
{
    const std::string whole = pattern.ends_with('/') ? pattern + "*" : pattern;
    return ::fnmatch(whole.c_str(), path.c_str(), FNM_NOESCAPE) == 0;
}

bool matchesAny(const std::string& path, std::span<const char* const> patterns)
{
    return std::any_of(patterns.begin(), patterns.end(),
        [&](const char* pattern) { return matches(path, pattern); });
}

bool isInTopFolder(const std::string& path)
{
    return path.find('/') == std::string::npos;
}

bool isPaper(const std::string& path)
{
    return isInTopFolder(path) && matchesAny(lowerCase(path), kPapers);
}

/// The index of weights that are not pulled is of no use.
bool isIndexOfOthers(const std::string& path)
{
    return path.ends_with(".index.json") && !path.ends_with(".safetensors.index.json");
}

bool isModelFile(const std::string& path)
{
    const bool chatTemplate = path.starts_with("additional_chat_templates/");
    return (isInTopFolder(path) || chatTemplate) && matchesAny(path, kModelFiles)
        && !isIndexOfOthers(path);
}

template <class Wanted>
Files filtered(const Files& files, Wanted&& wanted)
{
    Files kept;
    std::copy_if(files.begin(), files.end(), std::back_inserter(kept), wanted);
    return kept;
}

bool has(const Files& files, const std::string& path)
{
    return std::any_of(
        files.begin(), files.end(), [&](const RepoFile& file) { return file.path == path; });
}

/// "a (1 MiB), b (2 MiB), … and 3 more".
std::string named(const Files& files)
{
    std::string text;
    for (size_t i = 0; i < std::min(files.size(), kNamesShown); ++i)
        text += (i > 0 ? ", " : "") + files[i].path + " (" + formatBytes(files[i].bytes) + ")";
    if (files.size() > kNamesShown)
        text += " and " + std::to_string(files.size() - kNamesShown) + " more";
    return text;
}

/// The safetensors that a model folder is read from: other copies of the weights (consolidated,
/// half precision) lie beside them in some repositories.
Files weightsOf(const Files& files)
{
    Files weights = filtered(files, [](const RepoFile& file) {
        return isInTopFolder(file.path) && file.path.ends_with(".safetensors");
    });
    if (has(weights, kSingleWeights))
        return filtered(weights, [](const RepoFile& f) { return f.path == kSingleWeights; });
    if (has(files, kWeightIndex))
        return filtered(
            weights, [](const RepoFile& f) { return matches(f.path, "model-*-of-*.safetensors"); });
    return weights;
}

/// The one quantisation there is; an image encoder beside it (mmproj) is none.
Files onlyGguf(const Files& files, const RepoId& repo)
{
    Files choices = filtered(files, [](const RepoFile& file) {
        return lowerCase(file.path).ends_with(".gguf") && !matches(file.path, "*mmproj*");
    });
    if (choices.size() > 1)
        throw Error(ErrorCode::InvalidArgument, repo.name,
            "has several GGUF files: choose with --include, e.g. --include '*Q4_K_M*': "
                + named(choices));
    return choices;
}

/// The form under which file systems that fold case or composed characters know a path.
std::string foldedPath(const std::string& path, const RepoId& repo)
{
    utf8proc_uint8_t* folded = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(path.data()),
        static_cast<utf8proc_ssize_t>(path.size()), &folded,
        static_cast<utf8proc_option_t>(
            UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
    if (size < 0)
        throw Error(ErrorCode::CorruptData, repo.name, "lists a path that is not UTF-8");
    const std::string key(reinterpret_cast<const char*>(folded), static_cast<size_t>(size));
    std::free(folded);
    return key;
}

void checkPaths(const Files& files, const RepoId& repo)
{
    std::map<std::string, std::string> known; // by their folded form
    for (const RepoFile& file : files) {
        const std::vector<std::string> parts = splitAt(file.path, '/');
        if (!std::all_of(parts.begin(), parts.end(), isPlainFileName))
            throw Error(ErrorCode::CorruptData, repo.name,
                "lists '" + file.path + "', which is no plain relative path");
        const auto [other, isNew] = known.emplace(foldedPath(file.path, repo), file.path);
        if (!isNew)
            throw Error(ErrorCode::CorruptData, repo.name,
                "lists '" + other->second + "' and '" + file.path
                    + "', which some file systems take for the same");
    }
}

Files defaultModelFiles(const Files& files, const RepoId& repo)
{
    Files weights = weightsOf(files);
    if (weights.empty())
        weights = onlyGguf(files, repo);
    const Files pickles = filtered(files, [](const RepoFile& file) { return isPickle(file.path); });
    if (weights.empty() && !pickles.empty())
        throw Error(ErrorCode::Unsupported, repo.name,
            "has its weights as pickles only (" + pickles.front().path
                + "), which can run any code when they are read: look for a revision or a copy "
                  "with "
                  "safetensors, or convert it where you trust it");
    return filtered(files, [&](const RepoFile& file) {
        return isModelFile(file.path) || isPaper(file.path) || has(weights, file.path);
    });
}

Files defaultDataFiles(const Files& files, const RepoId& repo)
{
    const auto isData
        = [](const RepoFile& file) { return matchesAny(lowerCase(file.path), kDataFiles); };
    if (!files.empty() && std::none_of(files.begin(), files.end(), isData))
        throw Error(ErrorCode::Unsupported, repo.name,
            "has no JSON lines, JSON, CSV or TSV file, the formats that are read: " + named(files));
    return filtered(
        files, [&](const RepoFile& file) { return isData(file) || isPaper(file.path); });
}

} // namespace

bool isPickle(const std::string& path)
{
    return matchesAny(lowerCase(path), kPickles);
}

Selection selectFiles(
    const RepoListing& listing, const RepoId& repo, const std::vector<std::string>& include)
{
    Selection selection;
    if (!include.empty())
        selection.files = filtered(listing.files, [&](const RepoFile& file) {
            return std::any_of(include.begin(), include.end(),
                [&](const std::string& pattern) { return matches(file.path, pattern); });
        });
    else
        selection.files = repo.kind == RepoKind::Model ? defaultModelFiles(listing.files, repo)
                                                       : defaultDataFiles(listing.files, repo);
    const bool nothingFits = selection.files.empty();
    for (const RepoFile& file : include.empty() ? listing.files : selection.files)
        if (isPickle(file.path))
            selection.pickles.push_back(file.path);
    selection.files
        = filtered(selection.files, [](const RepoFile& file) { return !isPickle(file.path); });
    if (selection.files.empty() && !nothingFits)
        throw Error(ErrorCode::Unsupported, repo.name,
            "only pickles fit (" + selection.pickles.front()
                + "), which can run any code when they are read: they are never pulled");
    if (nothingFits)
        throw Error(ErrorCode::NotFound, repo.name,
            (include.empty() ? std::string("has nothing to pull")
                             : "has no file that fits '" + include.front() + "'")
                + "; it has: " + named(listing.files));
    checkPaths(selection.files, repo);
    return selection;
}

} // namespace interweave
