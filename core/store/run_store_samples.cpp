// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include "core/api/json_values.h"
#include "core/api/stored_json.h"
#include "core/store/run_store_impl.h"
#include "core/support/error.h"
#include "core/support/time_text.h"

namespace interweave {

namespace {

template <class Store>
std::vector<BranchAnswer> answersOf(Store& store, const std::string& sample)
{
    std::vector<BranchAnswer> answers;
    for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven}) {
        SQLite::Statement row
            = store.prepared("SELECT generation FROM generations WHERE sample = ? AND branch = ?",
                sample, name(branch));
        if (row.executeStep())
            answers.push_back({branch, parseGeneration(row.getColumn(0), store.file.string())});
    }
    return answers;
}

template <class Store>
std::optional<Trace> traceOf(Store& store, const std::string& sample)
{
    SQLite::Statement row = store.prepared("SELECT trace FROM traces WHERE sample = ?", sample);
    if (!row.executeStep())
        return std::nullopt;
    return parseTrace(row.getColumn(0), store.file.string());
}

} // namespace

std::string RunStore::addSample(const StoredSample& sample)
{
    const std::string id = newStoreId();
    const ResultOrigin& origin = sample.origin;
    m_impl->durably([&] {
        m_impl->requireRun(origin.run);
        m_impl
            ->prepared(R"sql(
INSERT INTO samples(id, run, model, model_hash, adapter_hash, gate_hash, device, dtype, created,
    prompt, sampling) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql",
                id, origin.run, origin.model, origin.modelHash, origin.adapterHash, origin.gateHash,
                origin.device, origin.dtype, isoUtc(), sample.prompt,
                jsonText(toJson(sample.sampling), false))
            .exec();
        for (const BranchAnswer& answer : sample.answers)
            m_impl
                ->prepared("INSERT INTO generations(sample, branch, generation) VALUES(?, ?, ?)",
                    id, name(answer.branch), jsonText(toJson(answer.generation), false))
                .exec();
        if (sample.trace)
            m_impl
                ->prepared("INSERT INTO traces(sample, trace) VALUES(?, ?)", id,
                    jsonText(toJson(*sample.trace), false))
                .exec();
    });
    return id;
}

std::vector<StoredSample> RunStore::samples(const std::string& run) const
{
    return m_impl->guarded([&] {
        std::vector<StoredSample> samples;
        SQLite::Statement row = m_impl->prepared(R"sql(
SELECT id, model, model_hash, adapter_hash, gate_hash, device, dtype, created, prompt, sampling
FROM samples WHERE run = ? ORDER BY created, rowid)sql",
            run);
        while (row.executeStep()) {
            const auto text = [&](int column) { return row.getColumn(column).getString(); };
            StoredSample sample;
            sample.id = text(0);
            sample.origin = {run, text(1), text(2), text(3), text(4), text(5), text(6)};
            sample.created = text(7);
            sample.prompt = text(8);
            sample.sampling = parseSampling(text(9), m_impl->file.string());
            sample.answers = answersOf(*m_impl, sample.id);
            sample.trace = traceOf(*m_impl, sample.id);
            samples.push_back(std::move(sample));
        }
        return samples;
    });
}

void RunStore::removeSample(const std::string& id)
{
    m_impl->durably([&] {
        if (m_impl->prepared("DELETE FROM samples WHERE id = ?", id).exec() == 0)
            throw Error(ErrorCode::NotFound, id, "is no sample of " + m_impl->file.string());
    });
}

} // namespace interweave
