// SPDX-License-Identifier: Apache-2.0
#include "core/api/guarded.h"
#include "core/api/run_library.h"
#include "core/report/report.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/time_text.h"

namespace interweave {

void RunLibrary::report(const std::vector<std::string>& wanted, const std::filesystem::path& file,
    const std::string& title) const
{
    guarded([&] {
        if (wanted.empty())
            throw Error(ErrorCode::InvalidArgument, file.string(), "a report is about a run");
        std::vector<RunRecord> records;
        for (const std::string& run : wanted)
            records.push_back(record(run));
        writeFileAtomically(file, renderReport(records, {title, isoUtc()}));
    });
}

} // namespace interweave
