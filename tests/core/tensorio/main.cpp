// SPDX-License-Identifier: Apache-2.0
#include "test_checkpoint.h"
#include "test_convert.h"
#include "test_gguf.h"
#include "test_gguf_architectures.h"
#include "test_gguf_checkpoint.h"
#include "test_gguf_tokenizer.h"
#include "test_safetensors.h"

#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestSafetensors, TestGguf, TestCheckpoint, TestGgufCheckpoint,
        TestGgufArchitectures, TestGgufTokenizer, TestConvert>(argc, argv);
}
