// SPDX-License-Identifier: Apache-2.0
#include "core/api/guarded.h"

#include "core/support/error.h"

#include <ATen/ATen.h>

#include "suites.h"

#include <QtTest>

#include <new>
#include <stdexcept>

using namespace interweave;

namespace {

template <class Work>
ErrorCode codeOf(Work work)
{
    try {
        guarded(work);
    } catch (const Error& error) {
        return error.code();
    }
    throw std::logic_error("nothing was thrown");
}

} // namespace

void TestGuarded::passesValuesAndErrors()
{
    QCOMPARE(guarded([] { return 7; }), 7);
    QCOMPARE(codeOf([] { throw Error(ErrorCode::CorruptData, "file", "is short"); }),
        ErrorCode::CorruptData);
}

void TestGuarded::turnsEverythingElseIntoError()
{
    QCOMPARE(codeOf([] { throw std::bad_alloc(); }), ErrorCode::OutOfMemory);
    QCOMPARE(codeOf([] { throw std::runtime_error("x"); }), ErrorCode::Internal);
    QCOMPARE(codeOf([] { throw 3; }), ErrorCode::Internal);
    QCOMPARE(codeOf([] { at::ones({2}).add(at::ones({3})); }), ErrorCode::Internal);
    QCOMPARE(codeOf([] { at::empty({int64_t{1} << 60}); }), ErrorCode::OutOfMemory);
}
