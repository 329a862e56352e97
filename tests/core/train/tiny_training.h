// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/training_run.h"

#include <ATen/core/Tensor.h>
#include <QString>
#include <QTemporaryDir>
#include <filesystem>
#include <string>
#include <vector>

/// A training run small enough for tests: the fixture model, an ASCII tokenizer, a few rows, its
/// own workspace.
class TinyTraining {
public:
    TinyTraining();

    std::filesystem::path workspace() const { return m_folder.filePath("workspace").toStdString(); }
    std::filesystem::path dataFile() const { return m_folder.filePath("rows.jsonl").toStdString(); }
    std::filesystem::path recipeFile() const
    {
        return m_folder.filePath("recipe.yaml").toStdString();
    }
    interweave::Recipe recipe(const std::vector<std::string>& overrides = {}) const;

    /// A session with the fixture model and its tokenizer.
    static interweave::TrainSession session(at::Device device = at::kCPU);
    static std::filesystem::path modelFolder();

private:
    QTemporaryDir m_folder;
};

/// Overrides as a test's data holds them, between commas.
std::vector<std::string> overridesOf(const QString& set);

/// All that a finished run learned, as bytes: weights, gate, moments, and the losses of its log.
struct Learned {
    explicit Learned(const interweave::Run& run);
    bool operator==(const Learned&) const = default;

    std::string weights; // the adapter's, or all of the model's
    std::string gate;
    std::string moments;
    std::vector<double> losses;
};
