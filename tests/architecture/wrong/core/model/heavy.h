// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"
#include <ATen/ATen.h>
#include <QString>
