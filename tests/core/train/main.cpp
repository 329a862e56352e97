// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include "core/train/training_run.h"
#include "suites.h"
#include "tests/support/run_suites.h"
#include "tiny_training.h"

#include <cstring>

/// `test_train --train RECIPE WORKSPACE` trains and nothing else: the process that a test kills.
int main(int argc, char** argv)
{
    at::set_num_threads(1); // on a model this small more threads only wait for each other
    if (argc == 4 && std::strcmp(argv[1], "--train") == 0) {
        interweave::train(interweave::loadRecipe(argv[2]), argv[3], TinyTraining::session());
        return 0;
    }
    return interweave::runSuites<RecipeTest, ScheduleTest, AdamWTest, OptimizerTest, AnswerTest,
        TrainerTest, ArchiveTest, FusionTrainingTest, AnchorTest, FullTest, EventFileTest, RunTest,
        EvaluationTest, ResumeTest>(argc, argv);
}
