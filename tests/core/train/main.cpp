// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_run.h"
#include "suites.h"
#include "tests/support/run_suites.h"
#include "tiny_training.h"

#include <cstring>

/// `test_train --train RECIPE WORKSPACE` trains and nothing else: the process that a test kills.
int main(int argc, char** argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--train") == 0) {
        interweave::train(interweave::loadRecipe(argv[2]), argv[3], TinyTraining::session());
        return 0;
    }
    return interweave::runSuites<RecipeTest, ScheduleTest, AdamWTest, TrainerTest, RunTest,
        ResumeTest>(argc, argv);
}
