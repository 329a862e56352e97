// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

namespace interweave {

std::span<const DeclareCommand> allCommands()
{
    static constexpr DeclareCommand kCommands[] = {
        declareDemo,
        declareTrain,
        declareSweep,
        declareData,
        declareRuns,
        declareCache,
        declareGenerate,
        declareCompare,
        declareTrace,
        declareReport,
        declareEval,
        declareScore,
        declareSeparation,
        declarePull,
        declareModels,
        declareInfo,
        declareTokenize,
        declareConvert,
        declareMerge,
        declareExport,
        declareVerify,
        declareSelftest,
        declareBench,
    };
    return kCommands;
}

} // namespace interweave
