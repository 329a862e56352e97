// SPDX-License-Identifier: Apache-2.0
#include "core/api/pulled_model.h"

#include "core/hub/cached_revision.h"
#include "core/hub/hub_settings.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

bool isModel(const fs::path& path)
{
    return fs::is_regular_file(path) || fs::exists(path / "config.json");
}

} // namespace

fs::path modelAt(const std::string& name)
{
    return isModel(name) ? fs::path(name) : findCachedModel(hubCacheFolder(), name);
}

fs::path adapterAt(const std::string& name)
{
    if (name.empty() || fs::exists(name))
        return name;
    const fs::path pulled = findCachedAdapter(hubCacheFolder(), name);
    return pulled.empty() ? fs::path(name) : pulled;
}

fs::path modelOfRecipe(const fs::path& model, const fs::path& recipeFile)
{
    if (model.empty() || fs::exists(model))
        return model;
    for (const fs::path& folder : {fs::absolute(recipeFile).parent_path(), fs::current_path()}) {
        const std::string name = model.lexically_relative(folder).string();
        if (const fs::path pulled = findCachedModel(hubCacheFolder(), name); !pulled.empty())
            return pulled;
    }
    return model;
}

std::string pullAdvice(const std::string& name)
{
    const HubName hub = parseHubName(name);
    if (hub.repo.find('/') == std::string::npos)
        return {};
    std::string command = "interweave pull " + hub.repo;
    if (hub.revision != "main")
        command += " --revision " + hub.revision;
    return "; a model of the hub is fetched with: " + command;
}

} // namespace interweave
