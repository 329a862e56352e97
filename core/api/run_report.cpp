// SPDX-License-Identifier: Apache-2.0
#include "core/api/guarded.h"
#include "core/api/run_library.h"
#include "core/api/sweep.h"
#include "core/report/report.h"
#include "core/report/study.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/time_text.h"

#include <algorithm>

namespace interweave {

void RunLibrary::report(const std::vector<std::string>& wanted, const std::filesystem::path& file,
    const std::string& title) const
{
    guarded([&] {
        if (wanted.empty())
            throw Error(ErrorCode::InvalidArgument, file.string(), "a report is about a run");
        writeFileAtomically(file, renderReport(recordsWithBases(wanted), {title, isoUtc()}));
    });
}

void RunLibrary::studyReport(
    const std::string& sweep, const std::filesystem::path& file, const std::string& title) const
{
    guarded([&] {
        std::vector<RunRecord> records;
        for (const StoredRun& run : list())
            if (std::ranges::find(run.tags, sweepTag(sweep)) != run.tags.end())
                records.push_back(record(run.summary.id));
        if (records.empty())
            throw Error(ErrorCode::NotFound, sweep, "is no sweep of this workspace");
        const Study study = studyOf(records, title.empty() ? sweep : title);
        writeFileAtomically(
            file, file.extension() == ".md" ? studyMarkdown(study) : renderStudy(study, isoUtc()));
    });
}

} // namespace interweave
