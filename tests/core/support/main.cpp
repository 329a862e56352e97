// SPDX-License-Identifier: Apache-2.0
#include "test_atomic_file.h"
#include "test_file_name.h"
#include "test_number_text.h"
#include "test_strict_json.h"
#include "test_values.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestAtomicFile, TestFileName, TestNumberText, TestStrictJson,
        TestValues>(argc, argv);
}
