// SPDX-License-Identifier: Apache-2.0
#include "test_atomic_file.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/mapped_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <thread>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

struct Folder {
    QTemporaryDir owner;
    fs::path path = owner.path().toStdString();

    size_t entries() const
    {
        return static_cast<size_t>(
            std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

template <typename Action>
ErrorCode codeOf(const fs::path& place, Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.where().find(place.filename().string()) == std::string::npos
            ? ErrorCode::Internal
            : error.code();
    }
    return ErrorCode::Internal;
}

/// While it lives, a file of this process can grow to `bytes` and no further, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit = {bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_former);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*m_handler)(int);
    rlimit m_former = {};
};

} // namespace

void TestAtomicFile::fileAppearsOnCommit()
{
    const Folder folder;
    const fs::path path = folder.path / "weights.bin";
    {
        AtomicFile file(path);
        file.write("first ", 6);
        file.write("second", 6);
        QVERIFY(!fs::exists(path));
        file.commit();
    }
    QCOMPARE(readFile(path), std::string("first second"));
    writeFileAtomically(path, "third");
    QCOMPARE(readFile(path), std::string("third"));
    QCOMPARE(folder.entries(), size_t(1));
}

void TestAtomicFile::fileWithoutCommitLeavesNothing()
{
    const Folder folder;
    {
        AtomicFile file(folder.path / "weights.bin");
        file.write("half", 4);
    }
    QCOMPARE(folder.entries(), size_t(0));
}

void TestAtomicFile::folderAppearsOnCommit()
{
    const Folder folder;
    const fs::path path = folder.path / "runs" / "checkpoint";
    AtomicFolder checkpoint(path);
    fs::create_directory(checkpoint.path() / "adapter");
    writeFileAtomically(checkpoint.path() / "adapter" / "config.json", "{}");
    QVERIFY(!fs::exists(path));
    checkpoint.commit();
    QCOMPARE(readFile(path / "adapter" / "config.json"), std::string("{}"));
}

void TestAtomicFile::folderReplacesAFormerOneInOneStep()
{
    const Folder folder;
    const fs::path path = folder.path / "checkpoint";
    const auto write = [&](const std::string& content) {
        AtomicFolder checkpoint(path);
        writeFileAtomically(checkpoint.path() / "step", content);
        checkpoint.commit();
    };
    write("0");

    // Another process may be killed, or look, at any moment: the folder must be there at all of
    // them.
    std::atomic<bool> done = false;
    std::atomic<int> missing = 0;
    std::thread observer([&] {
        while (!done)
            missing += !fs::exists(path / "step");
    });
    for (int step = 1; step <= 50; ++step)
        write(std::to_string(step));
    done = true;
    observer.join();

    QCOMPARE(missing.load(), 0);
    QCOMPARE(readFile(path / "step"), std::string("50"));
    QCOMPARE(folder.entries(), size_t(1));
}

void TestAtomicFile::folderWithoutCommitKeepsTheFormerOne()
{
    const Folder folder;
    const fs::path path = folder.path / "checkpoint";
    fs::create_directory(path);
    {
        AtomicFolder checkpoint(path);
        writeFileAtomically(checkpoint.path() / "step", "1");
    }
    QVERIFY(fs::is_empty(path));
    QCOMPARE(folder.entries(), size_t(1));
}

void TestAtomicFile::sweepTakesTemporariesOnly()
{
    const Folder folder;
    writeFileAtomically(folder.path / "kept", "");
    AtomicFile file(folder.path / "interrupted");
    AtomicFolder checkpoint(folder.path / "checkpoint");
    QCOMPARE(folder.entries(), size_t(3));
    sweepTemporaries(folder.path);
    QCOMPARE(folder.entries(), size_t(1));
    sweepTemporaries(folder.path / "absent");
}

void TestAtomicFile::errorsNameThePath()
{
    const Folder folder;
    const fs::path absent = folder.path / "absent.bin";
    QCOMPARE(codeOf(absent, [&] { readFile(absent); }), ErrorCode::NotFound);
    QCOMPARE(codeOf(absent, [&] { MappedFile file(absent); }), ErrorCode::NotFound);
    QCOMPARE(codeOf(folder.path, [&] { readFile(folder.path); }), ErrorCode::InvalidArgument);
    QCOMPARE(
        codeOf(folder.path, [&] { MappedFile file(folder.path); }), ErrorCode::InvalidArgument);

    const fs::path orphan = folder.path / "no-folder" / "file.bin";
    QCOMPARE(codeOf(orphan, [&] { writeFileAtomically(orphan, "x"); }), ErrorCode::Io);
    const fs::path overlong = folder.path / std::string(300, 'x');
    QCOMPARE(codeOf(overlong, [&] { readFile(overlong); }), ErrorCode::Io);
    writeFileAtomically(folder.path / "file", "");
    const fs::path below = folder.path / "file" / "checkpoint";
    QCOMPARE(codeOf(below, [&] { AtomicFolder checkpoint(below); }), ErrorCode::Io);
}

void TestAtomicFile::fullDiskLeavesTheFormerFile()
{
    const Folder folder;
    const fs::path path = folder.path / "weights.bin";
    writeFileAtomically(path, "former");
    ErrorCode code = ErrorCode::Internal;
    {
        const FileSizeLimit limit(50'000);
        code = codeOf(path, [&] { writeFileAtomically(path, std::string(100'000, 'x')); });
    }
    QCOMPARE(code, ErrorCode::Io);
    QCOMPARE(readFile(path), std::string("former"));
    QCOMPARE(folder.entries(), size_t(1));
}

void TestAtomicFile::mappedFileShowsTheBytes()
{
    const Folder folder;
    const fs::path path = folder.path / "bytes";
    writeFileAtomically(path, "");
    QVERIFY(MappedFile(path).bytes().empty());
    writeFileAtomically(path, "abc");
    const MappedFile file(path);
    QCOMPARE(file.bytes().size(), size_t(3));
    QCOMPARE(static_cast<char>(file.bytes()[2]), 'c');
}
