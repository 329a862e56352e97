// SPDX-License-Identifier: Apache-2.0
#include "core/hub/hub_answer.h"

#include "core/hub/hub_settings.h"

namespace interweave {

namespace {

std::string named(const RepoId& repo)
{
    return (repo.kind == RepoKind::Dataset ? "data set " : "model ") + repo.name;
}

std::string tokenAdvice(const HubSettings& settings)
{
    return "a token from " + settings.endpoint + "/settings/tokens in HF_TOKEN";
}

Error gated(const RepoId& repo, const HubSettings& settings)
{
    const std::string page = settings.endpoint + repo.page();
    if (settings.token.empty())
        return {ErrorCode::InvalidArgument, repo.name,
            "is gated: accept its conditions at " + page + ", then set " + tokenAdvice(settings)};
    return {ErrorCode::InvalidArgument, repo.name,
        "is gated, and the account of your token has not been let in: ask at " + page
            + ", or, with a fine-grained token, allow it to read gated repositories"};
}

Error notFound(const RepoId& repo, const HubSettings& settings)
{
    const std::string otherKind = repo.kind == RepoKind::Model ? "a data set needs --dataset"
                                                               : "a model needs no --dataset";
    const std::string access = settings.token.empty()
        ? "a private or gated one needs " + tokenAdvice(settings)
        : "or your token does not show it to you";
    return {ErrorCode::NotFound, repo.name,
        "there is no such " + std::string(repo.kind == RepoKind::Model ? "model" : "data set")
            + " on " + settings.endpoint + ": is the name right? (" + otherKind + "; " + access
            + ")"};
}

} // namespace

bool isWorthRetrying(const HttpAnswer& answer)
{
    if (!answer.failure.empty())
        return answer.mayPass;
    // What a redirect leads to is signed for a short while: the next try gets a new address.
    if (!answer.fromHub && answer.status >= 400)
        return true;
    switch (answer.status) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: return true;
    default: return false;
    }
}

std::string reasonOf(const HttpAnswer& answer)
{
    if (!answer.failure.empty())
        return answer.failure;
    return (answer.fromHub ? "the hub answered " : "the hub's storage answered ")
        + std::to_string(answer.status);
}

Error hubError(const HttpAnswer& answer, const RepoId& repo, const std::string& what,
    const HubSettings& settings)
{
    const std::string code = answer.header("x-error-code");
    const std::string said = answer.header("x-error-message");
    if (!answer.failure.empty() || !answer.fromHub)
        return {ErrorCode::Io, repo.name, "fetching " + what + ": " + reasonOf(answer)};
    if (code == "GatedRepo")
        return gated(repo, settings);
    if (code == "RevisionNotFound")
        return {ErrorCode::NotFound, repo.name,
            "the " + named(repo) + " has no " + what + "; its branches and tags are at "
                + settings.endpoint + repo.page() + "/tree/main"};
    if (code == "EntryNotFound")
        return {ErrorCode::NotFound, repo.name, "has no file " + what + " any more: pull again"};
    if (answer.status == 401 && said.find("Invalid credentials") != std::string::npos)
        return {ErrorCode::InvalidArgument, "HF_TOKEN",
            "the hub does not accept this token: set " + tokenAdvice(settings)};
    if (answer.status == 401 || answer.status == 404)
        return notFound(repo, settings);
    if (answer.status == 403)
        return {ErrorCode::InvalidArgument, repo.name,
            "the hub does not let your token read it"
                + (said.empty() ? std::string() : " (" + said + ")") + ": set "
                + tokenAdvice(settings) + " that may"};
    if (answer.status == 429)
        return {ErrorCode::Io, repo.name,
            "the hub has had too many requests from here"
                + (settings.token.empty() ? ": " + tokenAdvice(settings) + " is allowed more"
                                          : std::string(": try again later"))};
    return {ErrorCode::Io, repo.name,
        "fetching " + what + ": " + reasonOf(answer)
            + (answer.status >= 500 ? "; try again later" : "")
            + (said.empty() ? "" : " (" + said + ")")};
}

} // namespace interweave
