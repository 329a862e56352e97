// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include <ATen/ATen.h>
#include <torch/torch.h>
