// SPDX-License-Identifier: Apache-2.0
#include "test_choice.h"
#include "test_coverage.h"
#include "test_evaluation.h"
#include "test_evaluation_log.h"
#include "test_front.h"
#include "test_retention.h"
#include "test_score.h"
#include "test_seed_statistics.h"
#include "test_separation.h"
#include "test_statistics.h"
#include "test_suite.h"
#include "test_text_loss.h"
#include "test_text_metrics.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestTextMetrics, TestScore, TestStatistics, TestSuite,
        TestTextLoss, TestChoice, TestEvaluation, TestEvaluationLog, TestRetention,
        TestSeedStatistics, TestSeparation, TestFront, TestCoverage>(argc, argv);
}
