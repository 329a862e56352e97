// SPDX-License-Identifier: Apache-2.0
#include "test_file_name.h"

#include "core/support/error.h"
#include "core/support/file_name.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace interweave;

namespace fs = std::filesystem;

void TestFileName::accepts_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"model.safetensors", "model-00001-of-00002.safetensors",
             ".gitattributes", "größe 2.txt", "..hidden", "a", "CONSOLE.txt", "COM.txt", "COM10"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("255 bytes") << QByteArray(255, 'a');
}

void TestFileName::accepts()
{
    QFETCH(QByteArray, name);
    QVERIFY(isPlainFileName(name.toStdString()));
}

void TestFileName::refuses_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
        {".", "..", "../x", "/x", "x/", "a/b", "..\\x", "C:x", "x:stream", "NUL", "nul.txt", "con",
            "Com1.log", "LPT9", "x.", "x ", "a\nb", "a\x7f", "what?", "*", "a|b"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("NUL byte") << QByteArray("a\0b", 3);
    QTest::newRow("256 bytes") << QByteArray(256, 'a');
}

void TestFileName::refuses()
{
    QFETCH(QByteArray, name);
    QVERIFY(!isPlainFileName(name.toStdString()));
    QVERIFY_EXCEPTION_THROWN(fileInFolder("folder", name.toStdString(), "index"), Error);
}

void TestFileName::followsLinksInsideOnly()
{
    const QTemporaryDir temporary;
    const fs::path root = temporary.path().toStdString();
    const fs::path folder = root / "folder";
    fs::create_directories(folder / "sub");
    std::ofstream(folder / "sub/inside") << "x";
    std::ofstream(root / "outside") << "x";
    fs::create_directory(root / "folder-twin"); // shares the folder's name as a prefix
    std::ofstream(root / "folder-twin/file") << "x";
    fs::create_symlink("sub/inside", folder / "good");
    fs::create_symlink("../outside", folder / "bad");
    fs::create_symlink(root / "folder-twin/file", folder / "twin");
    fs::create_symlink("bad", folder / "indirect");

    QCOMPARE(fileInFolder(folder, "good", "index"), folder / "good");
    QCOMPARE(fileInFolder(folder, "absent", "index"), folder / "absent");
    for (const char* name : {"bad", "twin", "indirect"})
        QVERIFY_EXCEPTION_THROWN(fileInFolder(folder, name, "index"), Error);
}

void TestFileName::followsTheHubCache()
{
    const QTemporaryDir temporary;
    const fs::path cache = temporary.path().toStdString();
    const fs::path snapshot = cache / "models--org--name/snapshots/commit";
    fs::create_directories(snapshot);
    fs::create_directories(cache / "models--org--name/blobs");
    fs::create_directories(cache / "models--org--other/blobs");
    fs::create_directories(cache / "blobs/ab");
    for (const char* name :
        {"models--org--name/blobs/own", "models--org--other/blobs/foreign", "blobs/ab/shared"})
        std::ofstream(cache / name) << "x";
    fs::create_symlink("../../blobs/ab/shared", cache / "models--org--name/blobs/shared");
    fs::create_symlink("../../blobs/own", snapshot / "own");
    fs::create_symlink("../../blobs/shared", snapshot / "shared"); // by several repositories
    fs::create_symlink("../../../models--org--other/blobs/foreign", snapshot / "foreign");

    for (const char* name : {"own", "shared"})
        QCOMPARE(fileInFolder(snapshot, name, "index"), snapshot / name);
    QVERIFY_EXCEPTION_THROWN(fileInFolder(snapshot, "foreign", "index"), Error);
}
