// SPDX-License-Identifier: Apache-2.0
#include "test_checkpoint.h"
#include "test_gguf.h"
#include "test_gguf_checkpoint.h"
#include "test_safetensors.h"

#include <QtTest>

int main(int argc, char** argv)
{
    TestSafetensors safetensors;
    TestCheckpoint checkpoint;
    TestGguf gguf;
    TestGgufCheckpoint ggufCheckpoint;
    int failed = 0;
    for (QObject* test :
        std::initializer_list<QObject*>{&safetensors, &checkpoint, &gguf, &ggufCheckpoint})
        failed += QTest::qExec(test, argc, argv);
    return failed;
}
