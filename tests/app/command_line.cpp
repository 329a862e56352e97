// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcessEnvironment>

namespace {

constexpr int kLongestMs = 120'000;

/// The character that byte-level BPE writes for a byte (GPT-2's table).
QString byteCharacter(int byte)
{
    const bool printable = byte >= '!' && byte <= '~';
    const int code = printable ? byte : byte <= ' ' ? 0x100 + byte : 0x121; // 0x121: DEL
    return QString(QChar(static_cast<char16_t>(code)));
}

QByteArray characterTokenizer()
{
    QJsonObject vocabulary;
    for (int byte = 0; byte < 128; ++byte)
        vocabulary[byteCharacter(byte)] = byte;
    const QJsonObject end{{"id", 2}, {"content", byteCharacter(2)}, {"single_word", false},
        {"lstrip", false}, {"rstrip", false}, {"normalized", false}, {"special", true}};
    const QJsonObject byteLevel{{"type", "ByteLevel"}, {"add_prefix_space", false},
        {"trim_offsets", true}, {"use_regex", true}};
    return QJsonDocument(
        QJsonObject{{"version", "1.0"}, {"added_tokens", QJsonArray{end}},
            {"normalizer", QJsonValue()}, {"pre_tokenizer", byteLevel},
            {"post_processor", QJsonValue()}, {"decoder", byteLevel},
            {"model",
                QJsonObject{{"type", "BPE"}, {"vocab", vocabulary}, {"merges", QJsonArray()}}}})
        .toJson();
}

} // namespace

QJsonObject Outcome::json() const
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(output, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

CommandLine::CommandLine()
    : m_folder("test-cli")
{
}

void CommandLine::start(QProcess& process, const QStringList& arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("INTERWEAVE_HOME", path("home"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(path({}));
    process.start(INTERWEAVE_EXECUTABLE, arguments);
}

Outcome CommandLine::run(const QStringList& arguments, const QByteArray& input) const
{
    QProcess process;
    start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended
        = process.waitForFinished(kLongestMs) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

QString CommandLine::path(const QString& name) const
{
    return QString::fromStdString((m_folder.path() / name.toStdString()).string());
}

void CommandLine::write(const QString& name, const QByteArray& content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QString CommandLine::tinyModel() const
{
    const QString folder = path("model");
    if (QDir().mkpath(folder)) {
        const QString source = INTERWEAVE_CASES "/models/llama3/";
        QFile::copy(source + "model.safetensors", folder + "/model.safetensors");
        QFile config(source + "config.json");
        if (!config.open(QFile::ReadOnly))
            qFatal("no config.json in %s", qPrintable(source));
        // A token per character: the sample's rows need more positions than the case has.
        write("model/config.json",
            config.readAll().replace(
                "\"max_position_embeddings\": 128", "\"max_position_embeddings\": 512"));
        write("model/tokenizer.json", characterTokenizer());
    }
    return folder;
}

QString CommandLine::tinyRecipe() const
{
    QByteArray rows;
    for (int i = 0; i < 12; ++i)
        rows += QString("{\"input\": \"%1 + 1 = \", \"output\": \"%2\"}\n")
                    .arg(i)
                    .arg(i + 1)
                    .toUtf8();
    write("rows.jsonl", rows);
    write("recipe.yaml",
        "name: tiny\nmodel: " + tinyModel().toUtf8()
            + "\ndata:\n  train:\n    path: rows.jsonl\n"
              "train:\n  max_steps: 6\n  batch_size: 4\n  device: cpu\n  dtype: fp32\n  threads: "
              "1\n");
    return path("recipe.yaml");
}
