// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"

#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;

void TestEngine::describesAModel()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    ModelRef ref;
    ref.path = INTERWEAVE_FIXTURES "/models/llama3";
    ref.device = "cpu";
    ref.dtype = "bf16";
    const ModelInfo info = engine.info(ref);
    QCOMPARE(info.family, std::string("llama"));
    QVERIFY(info.unsupported.empty());
    QCOMPARE(info.layers, 2);
    QCOMPARE(info.hidden, 64);
    QCOMPARE(info.vocabulary, 128);
    QVERIFY(info.tokenizer.empty());
    QCOMPARE(info.weightBytes, 2 * info.parameters);
    QCOMPARE(info.cacheBytesPerToken,
        2 * 2 * 2 * 16 * 2); // keys and values, layers, heads, width, bytes
}

void TestEngine::saysWhatIsNeitherModelNorRun()
{
    const TemporaryFolder workspace("test-engine");
    Engine engine(workspace.path());
    ModelRef ref;
    ref.path = "no-such-thing";
    try {
        engine.info(ref);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::NotFound);
        QCOMPARE(error.where(), std::string("no-such-thing"));
    }
}
