// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"
#include <nlohmann/json.hpp>
#include <string>
