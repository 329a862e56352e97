// SPDX-License-Identifier: Apache-2.0
#include "core/api/values.h"
#include "core/model/decoder.h"
