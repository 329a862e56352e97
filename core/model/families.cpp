// SPDX-License-Identifier: Apache-2.0
#include "core/model/families.h"

#include <algorithm>
#include <array>

namespace interweave {

namespace {

std::array<std::span<const Family>, 5> allFamilies()
{
    return {llamaFamilies(), gemmaFamilies(), glmFamilies(), gptFamilies(), expertFamilies()};
}

} // namespace

const Family* findFamily(std::string_view modelType)
{
    for (const std::span<const Family> group : allFamilies()) {
        const auto found = std::ranges::find(group, modelType, &Family::modelType);
        if (found != group.end())
            return &*found;
    }
    return nullptr;
}

std::string supportedFamilies()
{
    std::string list;
    for (const std::span<const Family> group : allFamilies())
        for (const Family& family : group)
            list += (list.empty() ? "" : ", ") + std::string(family.modelType);
    return list;
}

} // namespace interweave
