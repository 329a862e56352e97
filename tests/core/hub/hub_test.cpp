// SPDX-License-Identifier: Apache-2.0
#include "hub_test.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace interweave;

namespace fs = std::filesystem;

HubTest::HubTest()
    : weights(noise(kWeightBytes))
    , m_folder("test-hub-cache")
{
    server.write(kRepo, "config.json", "{\"model_type\": \"llama\"}\n");
    server.write(kRepo, "tokenizer.json", noise(5000, 2));
    server.write(kRepo, "model.safetensors", weights);
    server.write(kRepo, "pytorch_model.bin", noise(2000, 3));
    server.write(kRepo, "modeling_tiny.py", "raise SystemExit\n");
    server.write(kRepo, "README.md", "# Tiny\n");
    server.write(kRepo, "additional_chat_templates/tool.jinja", "{{ messages }}");

    settings.cache = m_folder.path() / "hub";
    settings.endpoint = server.endpoint().toStdString();
    settings.certificates = server.certificate().toStdString();
    settings.retry.firstPause = std::chrono::milliseconds(1);
    settings.retry.longestPause = std::chrono::milliseconds(5);
    settings.stallTimeout = std::chrono::seconds(1);
    request.repo = "org/tiny";
}

PullResult HubTest::pull(const PullCallbacks& callbacks, std::stop_token stop) const
{
    return interweave::pull(request, settings, callbacks, stop);
}

QMap<QString, QByteArray> HubTest::cacheTree() const
{
    QMap<QString, QByteArray> tree;
    if (!fs::exists(settings.cache))
        return tree;
    for (const auto& entry : fs::recursive_directory_iterator(settings.cache)) {
        const QString name
            = QString::fromStdString(entry.path().lexically_relative(settings.cache).string());
        if (entry.is_symlink()) {
            tree[name] = "-> " + QByteArray::fromStdString(fs::read_symlink(entry.path()).string());
        } else if (entry.is_regular_file()) {
            QFile file(entry.path());
            if (file.open(QFile::ReadOnly))
                tree[name] = file.readAll();
        }
    }
    return tree;
}

QByteArray HubTest::snapshotFile(const QString& name) const
{
    const fs::path snapshots = settings.cache / "models--org--tiny/snapshots";
    std::error_code none;
    for (const auto& snapshot : fs::directory_iterator(snapshots, none)) {
        QFile file(snapshot.path() / name.toStdString());
        if (file.open(QFile::ReadOnly))
            return file.readAll();
    }
    return {};
}

fs::path HubTest::blobs() const
{
    return settings.cache / "models--org--tiny/blobs";
}

QStringList HubTest::fileRequests() const
{
    QStringList requests;
    for (const HubRequest& one : server.requests())
        if (!one.path.startsWith("/api/"))
            requests << (one.host + " " + one.range).trimmed();
    return requests;
}

Error errorOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Internal, {}, {}};
}
