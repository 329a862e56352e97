// SPDX-License-Identifier: Apache-2.0
#include "test_atomic_file.h"
#include "test_file_name.h"
#include "test_strict_json.h"
#include "test_values.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestAtomicFile, TestFileName, TestStrictJson, TestValues>(
        argc, argv);
}
