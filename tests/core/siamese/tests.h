// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeReferenceTest();
std::unique_ptr<QObject> makeGateTest();
std::unique_ptr<QObject> makeSamplerTest();
std::unique_ptr<QObject> makeGenerationTest();
std::unique_ptr<QObject> makeTraceTest();
std::unique_ptr<QObject> makeBlendTest();
std::unique_ptr<QObject> makeFusionTest();
std::unique_ptr<QObject> makeStreamFusionTest();
