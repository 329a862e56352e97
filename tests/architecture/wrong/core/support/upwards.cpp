// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include <spdlog/spdlog.h>
