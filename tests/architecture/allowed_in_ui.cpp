// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/support/log.h"
