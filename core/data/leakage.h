// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "core/data/data_rows.h"

#include <unordered_map>
#include <vector>

namespace interweave {

/// Finds what training rows give away of the rows of other files, by the rule of LeakageReport.
/// Add the files first, then see every training row: what is kept grows with the files, not with
/// the training rows.
class LeakageCheck {
public:
    void addFile(std::string name, const std::vector<DataRow>& rows);
    void see(const DataRow& trainingRow);
    std::vector<LeakageReport> reports() const; // a file each

private:
    struct Seen {
        int64_t rows = 0; // training rows that have it
        int64_t firstLine = 0;
        int64_t lastRow = -1; // the training row that was counted last
    };
    struct Row {
        size_t file = 0;
        int64_t line = 0;
        uint64_t whole = 0;
        uint64_t prompt = 0;
        std::vector<uint64_t> grams; // of prompt and answer together, in their order
        std::string text;
    };
    using Index = std::unordered_map<uint64_t, Seen>;

    void note(Index& index, uint64_t hash, int64_t line) const;

    std::vector<std::string> m_files;
    std::vector<int64_t> m_rowCounts;
    std::vector<Row> m_rows;
    Index m_wholes;
    Index m_prompts;
    Index m_grams;
    int64_t m_trainingRows = 0;
};

} // namespace interweave
