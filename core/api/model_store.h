// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/model.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace interweave {

class Decoder;
class Tokenizer;
struct SiameseModel;

/// Where a ModelRef leads.
struct ModelFiles {
    std::filesystem::path model; // a model folder or a .gguf file
    std::filesystem::path adapter; // a PEFT folder; empty: none
    std::filesystem::path run; // folder of the run whose model and adapter these are; empty: none
};

enum class ModelUse { Inference, Training };

/// Finds models and keeps the last one loaded, its frozen weights once, whatever adapter is put on
/// it.
class ModelStore {
public:
    explicit ModelStore(std::filesystem::path workspace)
        : m_workspace(std::move(workspace))
    {
    }

    const std::filesystem::path& workspace() const { return m_workspace; }

    /// For all work of this process from now on; 0: as many as the machine has.
    static void setThreads(int64_t threads);

    /// path: a model's, or what names one pulled from the hub (modelAt), or a run. Throws
    /// Error{NotFound} when there is none of that name.
    ModelFiles find(const std::string& path, const std::string& adapter = {}) const;

    /// The model's files of a model or a run, whether or not the run has trained anything yet.
    std::filesystem::path modelOf(const std::string& path) const;

    /// The decoder, its weights laid out for `use`; sets the number of threads.
    std::shared_ptr<Decoder> decoder(const ModelRef& ref, ModelUse use, std::stop_token stop = {});
    /// Of a model, a run, or a tokenizer's own file. Throws Error{NotFound} where there is none.
    std::shared_ptr<const Tokenizer> tokenizer(const std::string& path);
    /// Gives the loaded weights back.
    void unload();
    /// Decoder, adapter and, where the adapter's folder has one, gate, for inference. Read from
    /// disk anew: a folder may have changed. During a loan, of the run under training as it is, or
    /// with another adapter on the same base model, whose weights stay as training laid them out;
    /// throws Error{InvalidArgument} for another base model.
    SiameseModel siamese(const ModelRef& ref, std::stop_token stop = {});

    /// As long as it lives, requests are served from the model that a run trains.
    class Loan {
    public:
        /// run: its folder; base: the model it trains on.
        Loan(ModelStore& store, std::filesystem::path run, std::filesystem::path base,
            const SiameseModel& model);
        ~Loan();
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

    private:
        ModelStore& m_store;
    };

private:
    struct Lent;

    SiameseModel lentModel(const ModelRef& ref) const;

    std::shared_ptr<const Lent> m_lent; // null: nothing trains
    std::filesystem::path m_workspace;
    std::string m_decoderKey; // path, device and dtype of m_decoder
    std::shared_ptr<Decoder> m_decoder;
    std::filesystem::path m_tokenizerPath;
    std::shared_ptr<const Tokenizer> m_tokenizer;
};

} // namespace interweave
