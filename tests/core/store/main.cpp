// SPDX-License-Identifier: Apache-2.0
#include "test_database.h"
#include "test_memory_store.h"
#include "test_run_store.h"
#include "test_stored_results.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestDatabase, TestMemoryStore, TestRunStore, TestStoredResults>(
        argc, argv);
}
