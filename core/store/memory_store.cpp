// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory_store.h"

#include "core/store/database.h"
#include "core/support/error.h"
#include "core/support/time_text.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSchema
    = "CREATE TABLE memories(row TEXT PRIMARY KEY, bytes BLOB NOT NULL)";
constexpr size_t kPendingRows = 256;
constexpr size_t kPendingBytes = size_t{8} << 20;

fs::path folderOf(const fs::path& workspace)
{
    return workspace / "cache" / "memories";
}

/// What SQLite keeps beside a database.
constexpr const char* kParts[] = {"", "-wal", "-shm"};

void removeFiles(const fs::path& file)
{
    std::error_code none;
    for (const char* part : kParts)
        fs::remove(file.string() + part, none);
}

int64_t bytesOf(const fs::path& file)
{
    int64_t bytes = 0;
    for (const char* part : kParts) {
        std::error_code none;
        const auto size = fs::file_size(file.string() + part, none);
        bytes += none ? 0 : static_cast<int64_t>(size);
    }
    return bytes;
}

std::string timeText(fs::file_time_type time)
{
    using namespace std::chrono;
    const auto system = time_point_cast<system_clock::duration>(file_clock::to_sys(time));
    return isoUtc(system_clock::to_time_t(system));
}

struct SetFile {
    fs::path path;
    fs::file_time_type used;
    int64_t bytes = 0;
};

/// Used last comes first.
std::vector<SetFile> filesIn(const fs::path& folder)
{
    std::vector<SetFile> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".db")
            continue;
        std::error_code gone; // removed by another process
        const fs::file_time_type used = fs::last_write_time(entry.path(), gone);
        if (!gone)
            files.push_back({entry.path(), used, bytesOf(entry.path())});
    }
    std::ranges::sort(files, std::ranges::greater(), &SetFile::used);
    return files;
}

SQLite::Database openSet(const fs::path& file)
{
    try {
        return openDatabase(file, {kSchema});
    } catch (const Error& error) {
        if (error.code() != ErrorCode::CorruptData)
            throw;
        removeFiles(file);
        return openDatabase(file, {kSchema});
    }
}

/// One set that is in use.
class OpenSet {
public:
    explicit OpenSet(fs::path file)
        : m_file(std::move(file))
        , m_database(openSet(m_file))
    {
        std::error_code none;
        fs::last_write_time(m_file, fs::file_time_type::clock::now(), none);
    }

    std::optional<std::string> find(const std::string& key)
    {
        const auto pending = m_pending.find(key);
        if (pending != m_pending.end())
            return pending->second;
        try {
            SQLite::Statement query(m_database, "SELECT bytes FROM memories WHERE row = ?");
            query.bind(1, key);
            if (!query.executeStep())
                return std::nullopt;
            const SQLite::Column column = query.getColumn(0);
            return std::string(
                static_cast<const char*>(column.getBlob()), static_cast<size_t>(column.getBytes()));
        } catch (const SQLite::Exception& failure) {
            rethrowFromSqlite(failure, m_file);
        }
    }

    /// Whether it is time to write.
    bool add(const std::string& key, std::string bytes)
    {
        m_pendingBytes += bytes.size();
        m_pending.insert_or_assign(key, std::move(bytes));
        return m_pending.size() >= kPendingRows || m_pendingBytes >= kPendingBytes;
    }

    void write()
    {
        try {
            SQLite::Transaction all(m_database, SQLite::TransactionBehavior::IMMEDIATE);
            SQLite::Statement insert(
                m_database, "INSERT OR REPLACE INTO memories(row, bytes) VALUES(?, ?)");
            for (const auto& [key, bytes] : m_pending) {
                insert.bind(1, key);
                insert.bind(2, bytes.data(), static_cast<int>(bytes.size()));
                insert.exec();
                insert.reset();
            }
            all.commit();
        } catch (const SQLite::Exception& failure) {
            rethrowFromSqlite(failure, m_file);
        }
        drop();
    }

    void drop()
    {
        m_pending.clear();
        m_pendingBytes = 0;
    }

    bool hasPending() const { return !m_pending.empty(); }
    int64_t pendingBytes() const { return static_cast<int64_t>(m_pendingBytes); }
    const fs::path& file() const { return m_file; }

private:
    fs::path m_file;
    SQLite::Database m_database;
    std::map<std::string, std::string> m_pending;
    size_t m_pendingBytes = 0;
};

} // namespace

struct MemoryStore::Impl {
    fs::path folder;
    int64_t limit;
    std::map<std::string, OpenSet> open;

    OpenSet& set(const std::string& name)
    {
        const auto found = open.find(name);
        if (found != open.end())
            return found->second;
        return open.emplace(name, folder / (name + ".db")).first->second;
    }

    /// Removes the sets that nobody here uses, the longest unused first, until there is room.
    bool makeRoom(int64_t wanted)
    {
        std::vector<SetFile> files = filesIn(folder);
        int64_t taken = wanted;
        for (const SetFile& file : files)
            taken += file.bytes;
        for (; !files.empty() && taken > limit; files.pop_back()) {
            const SetFile& last = files.back();
            if (open.contains(last.path.stem().string()))
                continue;
            removeFiles(last.path);
            taken -= last.bytes;
        }
        return taken <= limit;
    }

    void write(OpenSet& set)
    {
        if (makeRoom(set.pendingBytes()))
            set.write();
        else
            set.drop();
    }
};

MemoryStore::MemoryStore(const fs::path& workspace, int64_t limitBytes)
    : m_impl(new Impl{folderOf(workspace), limitBytes, {}})
{
    std::error_code failed;
    fs::create_directories(m_impl->folder, failed);
    if (failed)
        throw Error(ErrorCode::Io, m_impl->folder.string(), failed.message());
}

MemoryStore::~MemoryStore()
{
    if (!m_impl)
        return;
    for (auto& [name, set] : m_impl->open) {
        try {
            if (set.hasPending())
                m_impl->write(set);
        } catch (const Error&) {
            continue; // its rows are computed again
        }
    }
}

MemoryStore::MemoryStore(MemoryStore&&) noexcept = default;
MemoryStore& MemoryStore::operator=(MemoryStore&&) noexcept = default;

std::optional<std::string> MemoryStore::find(const std::string& set, const std::string& key)
{
    return m_impl->set(set).find(key);
}

void MemoryStore::add(const std::string& set, const std::string& key, std::string bytes)
{
    OpenSet& target = m_impl->set(set);
    if (target.add(key, std::move(bytes)))
        m_impl->write(target);
}

void MemoryStore::remove(const std::string& set)
{
    m_impl->open.erase(set);
    removeFiles(m_impl->folder / (set + ".db"));
}

std::vector<MemorySet> MemoryStore::sets(const fs::path& workspace)
{
    std::vector<MemorySet> sets;
    for (const SetFile& file : filesIn(folderOf(workspace))) {
        MemorySet set{file.path.stem().string(), 0, file.bytes, timeText(file.used)};
        try {
            set.rows = openSet(file.path).execAndGet("SELECT count(*) FROM memories").getInt64();
        } catch (const SQLite::Exception& failure) {
            rethrowFromSqlite(failure, file.path);
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

int64_t MemoryStore::clear(const fs::path& workspace)
{
    int64_t bytes = 0;
    for (const SetFile& file : filesIn(folderOf(workspace))) {
        removeFiles(file.path);
        bytes += file.bytes;
    }
    return bytes;
}

} // namespace interweave
