// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/log.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace interweave {

enum class RepoKind { Model, Dataset };

/// What to fetch from the hub.
struct PullRequest {
    std::string repo; // "ORG/NAME"
    RepoKind kind = RepoKind::Model;
    std::string revision; // a branch, tag or commit; empty: main
    /// Patterns of the files wanted, as the hub's own tools read them: * (also over /), ?, [abc].
    /// Empty: what this program reads. Pickles are left out whatever is asked for.
    std::vector<std::string> include;
    bool check = false; // read what is there, too, and fetch again what is damaged
};

enum class PullStage {
    Listing, // asking the hub what there is
    Waiting, // another process fetches this file
    Checking, // reading what an earlier pull has left, or holding what is there against its hash
    Downloading,
};

/// How far a pull, or the check of one, has come. Bytes count all files wanted, those that were
/// there already included.
struct PullProgress {
    PullStage stage = PullStage::Listing;
    std::string file; // its path in the repository
    int64_t filesDone = 0;
    int64_t filesTotal = 0;
    int64_t bytesDone = 0;
    int64_t bytesTotal = 0;
    double bytesPerSecond = 0.0; // over the last seconds
    double secondsLeft = -1.0; // < 0: not known yet
};

/// Called on the thread that pulls, at most ten times a second while bytes come in.
struct PullCallbacks {
    std::function<void(const PullProgress&)> progress;
    LogSink log; // retries and waits
};

struct PulledFile {
    std::string path; // in the repository
    std::string file; // on this machine
    int64_t bytes = 0;
    bool downloaded = false; // else it was there already
};

struct PullResult {
    std::string repo;
    RepoKind kind = RepoKind::Model;
    std::string revision;
    std::string commit; // what the revision is
    std::string folder; // the snapshot: what to name as a model folder
    std::vector<PulledFile> files;
    std::vector<std::string> leftOut; // pickles, which run code when they are read
    int64_t bytes = 0;
    int64_t downloadedBytes = 0;
    double elapsedSeconds = 0.0;
};

struct PlannedFile {
    std::string path; // in the repository
    int64_t bytes = 0;
    bool wanted = false; // it would be pulled
    bool there = false; // it is in the cache
    bool pickle = false; // it can run code when it is read, so it is never pulled
    int64_t bytesToFetch = 0; // if it were pulled: without what is there, in part or whole
};

/// What the hub has, and what a pull of it would fetch.
struct PullPlan {
    std::string commit;
    std::vector<PlannedFile> files; // all there are
    std::string
        problem; // why it would fetch nothing, e.g. that a choice is asked for; empty: it would
    int64_t bytesToFetch = 0;
    int64_t bytesFree = -1; // where the cache is; -1: unknown
};

/// One revision of a repository in the cache.
struct CachedRevision {
    std::string commit;
    std::vector<std::string> names; // branches and tags that were pulled as this commit
    std::string folder;
    int64_t files = 0;
    int64_t bytes = 0; // revisions share files that are the same
    std::string changed; // when it was last written to, ISO 8601
    /// What to name as MODEL: the folder or its one .gguf file; empty: see `problem`. Empty for
    /// data sets.
    std::string model;
    std::string problem; // why it cannot be used as it is; empty: it can
};

/// A repository in the cache, whichever program has put it there.
struct CachedRepo {
    std::string repo; // "ORG/NAME"
    RepoKind kind = RepoKind::Model;
    std::string folder;
    int64_t bytes = 0; // on disk, files that revisions share once
    int64_t unfinishedBytes
        = 0; // what pulls that were cut short have left; the next one goes on there
    std::vector<CachedRevision> revisions; // newest first
};

enum class FileState {
    Intact,
    Damaged, // its content is not what its name, a hash, says
    Missing, // a link to nothing
    Unnamed, // no hash is known: it was not put there by a hub tool
};

struct FileCheck {
    std::string path; // in the repository
    std::string commit;
    int64_t bytes = 0;
    FileState state = FileState::Intact;
};

/// "model", "dataset"; "intact", "damaged", "missing", "unnamed".
std::string name(RepoKind kind);
std::string name(FileState state);

} // namespace interweave
