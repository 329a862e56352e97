// SPDX-License-Identifier: Apache-2.0
#include "core/peft/peft_adapter.h"

namespace interweave {

void PeftAdapter::restoreTrainingState(StoredTensors state)
{
    copyStored(std::move(state), trainingState());
}

} // namespace interweave
