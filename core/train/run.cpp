// SPDX-License-Identifier: Apache-2.0
#include "core/train/run.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/time_text.h"
#include "core/train/run_info.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace interweave {

namespace fs = std::filesystem;

namespace {

fs::path infoFile(const fs::path& folder)
{
    return folder / "run.json";
}

fs::path lockFile(const fs::path& folder)
{
    return folder / "lock";
}

std::string randomDigits()
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::random_device device;
    std::string digits(4, '0');
    for (char& digit : digits)
        digit = kDigits[device() % 16];
    return digits;
}

bool isActive(TrainStatus status)
{
    return status == TrainStatus::Running || status == TrainStatus::Paused;
}

/// Whether a process holds the lock at this moment.
bool isLocked(const fs::path& folder)
{
    const int descriptor = ::open(lockFile(folder).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool locked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return locked;
}

} // namespace

RunLock::~RunLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

RunLock::RunLock(RunLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

Run::Run(fs::path folder, RunInfo info)
    : m_folder(std::move(folder))
    , m_info(std::move(info))
{
}

Run Run::create(const fs::path& workspace, const Recipe& recipe, RunInfo info)
{
    const std::time_t now = std::time(nullptr);
    fs::path folder;
    do {
        info.id = formatUtc(now, "%Y%m%d-%H%M%S-") + randomDigits();
        folder = workspace / "runs" / info.id;
    } while (fs::exists(folder));
    info.created = isoUtc(now);
    info.name = recipe.name;
    info.model = recipe.model.string();

    AtomicFolder construction(folder);
    writeFileAtomically(construction.path() / "recipe.yaml", toYaml(recipe));
    writeFileAtomically(infoFile(construction.path()), toJson(info));
    construction.commit();
    return {folder, info};
}

Run Run::open(const fs::path& folder)
{
    const fs::path absolute = fs::absolute(folder).lexically_normal();
    return {absolute, parseRunInfo(readFile(infoFile(absolute)), infoFile(absolute).string())};
}

Run Run::find(const fs::path& workspace, const std::string& folderIdOrName)
{
    if (fs::exists(infoFile(folderIdOrName)))
        return open(folderIdOrName);
    std::vector<Run> found;
    for (Run& run : list(workspace)) {
        if (run.info().id == folderIdOrName)
            return run;
        if (run.info().name == folderIdOrName)
            found.push_back(std::move(run));
    }
    if (found.empty())
        throw Error(ErrorCode::NotFound, folderIdOrName,
            "is no run: neither a run's folder nor the id or name of one in " + workspace.string());
    if (found.size() > 1) {
        std::string ids;
        for (const Run& run : found)
            ids += (ids.empty() ? "" : ", ") + run.info().id;
        throw Error(ErrorCode::InvalidArgument, folderIdOrName,
            "is the name of several runs; say which: " + ids);
    }
    return found.front();
}

std::vector<Run> Run::list(const fs::path& workspace)
{
    std::vector<Run> runs;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(workspace / "runs", none)) {
        try {
            runs.push_back(open(entry.path()));
        } catch (const Error&) {
            continue; // not a run, or a damaged one: opening it by its folder says why
        }
    }
    std::sort(runs.begin(), runs.end(),
        [](const Run& a, const Run& b) { return a.info().id < b.info().id; });
    return runs;
}

TrainStatus Run::status() const
{
    return isActive(m_info.status) && !isLocked(m_folder) ? TrainStatus::Interrupted
                                                          : m_info.status;
}

void Run::update(const RunInfo& info)
{
    writeFileAtomically(infoFile(m_folder), toJson(info));
    m_info = info;
}

RunLock Run::lock() const
{
    const fs::path path = lockFile(m_folder);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw Error(
            ErrorCode::Io, path.string(), std::string("opening failed: ") + std::strerror(errno));
    RunLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        throw Error(ErrorCode::InvalidArgument, m_folder.string(),
            "this run is being trained by process " + readFile(path)
                + ": stop it there first, or wait for its end");
    const std::string process = std::to_string(::getpid());
    if (::ftruncate(descriptor, 0) != 0
        || ::pwrite(descriptor, process.data(), process.size(), 0) < 0)
        throw Error(
            ErrorCode::Io, path.string(), std::string("writing failed: ") + std::strerror(errno));
    return lock;
}

} // namespace interweave
