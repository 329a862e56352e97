// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeSeededDropoutTest();
std::unique_ptr<QObject> makeLoraTest();
std::unique_ptr<QObject> makeLoraDeltaTest();
std::unique_ptr<QObject> makeMethodsTest();
std::unique_ptr<QObject> makeRankAllocatorTest();
std::unique_ptr<QObject> makeTargetModulesTest();
