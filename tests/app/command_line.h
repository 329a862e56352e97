// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/temporary_folder.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

/// What one call of the executable did.
struct Outcome {
    int exitCode = -1; // -1: it crashed or did not end in time
    QByteArray output;
    QByteArray messages;

    /// The one JSON document on stdout; empty where there is anything else.
    QJsonObject json() const;
};

/// The executable in a workspace of its own.
class CommandLine {
public:
    CommandLine();

    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const;
    /// Started, for a test that does something to it.
    void start(QProcess& process, const QStringList& arguments) const;

    QString path(const QString& name) const;
    void write(const QString& name, const QByteArray& content) const;

    /// A tiny random llama with a tokenizer of one token for each ASCII character; token 2 ends.
    QString tinyModel() const;
    /// A recipe for it, and its data.
    QString tinyRecipe() const;

private:
    interweave::TemporaryFolder m_folder;
};
