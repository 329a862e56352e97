// SPDX-License-Identifier: Apache-2.0
#include "core/report/page_parts.h"

#include "core/support/embedded_files.h"

namespace interweave {

namespace {

std::string resource(std::string_view name)
{
    const EmbeddedFile* const file = findEmbedded(name);
    return file ? std::string(file->bytes) : std::string();
}

Markup headOf(const std::string& title)
{
    // The style sheet and the script hold no `<` and no `&`: they are the same in HTML and XML.
    return element("head",
        element("meta", {{"charset", "utf-8"}}, {})
            + element("meta",
                {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}, {})
            + element("title", title)
            + element("style", Markup::trusted(resource("report/report.css"))));
}

} // namespace

Markup card(
    const std::string& id, const Markup& heading, const Markup& aside, const Markup& content)
{
    Markup header = element("h2", heading);
    if (!aside.empty())
        header += element("p", {{"class", "aside"}}, aside);
    return element("section", {{"class", "card"}, {"id", id}}, element("header", header) + content);
}

Markup emptyState(const Markup& sentence, const std::string& command)
{
    return element("p", {{"class", "empty"}},
        command.empty() ? sentence : sentence + element("code", command));
}

Markup coloured(const std::string& colour, const Markup& text, bool pale)
{
    return element("span", {{"class", colour + (pale ? " voice pale" : " voice")}}, text);
}

Markup swatch(const std::string& colour, bool pale)
{
    return element(
        "span", {{"class", "swatch " + colour + (pale ? " pale" : "")}, {"aria-hidden", "true"}});
}

Markup withInterval(const std::string& figure, const std::string& interval)
{
    return element("b", figure) + " " + element("small", Markup("(") + interval + ")");
}

Markup cell(const Markup& content, const std::string& style)
{
    return element("td", {{"class", style}}, content);
}

Markup headCell(const Markup& content, const std::string& style)
{
    return element("th", {{"scope", "col"}, {"class", style}}, content);
}

Markup rowHead(const Markup& content)
{
    return element("th", {{"scope", "row"}}, content);
}

std::string page(const std::string& title, const std::string& subtitle, const Markup& sections)
{
    const Markup header = element("header", {{"class", "page"}},
        element("h1", title) + element("p", {{"class", "aside"}}, subtitle));
    const Markup body = element("body",
        element("main", header + sections)
            + element("script", Markup::trusted(resource("report/report.js"))));
    return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, headOf(title) + body).string()
        + "\n";
}

Markup table(const Markup& head, const std::vector<Markup>& body, const std::string& caption)
{
    Markup rows;
    for (const Markup& cells : body)
        rows += element("tr", cells);
    const Markup whole = element("table", {{"aria-label", caption}},
        element("thead", element("tr", head)) + element("tbody", rows));
    return element("div", {{"class", "scroll"}}, whole);
}

std::string commandName(const std::vector<RunView>& runs)
{
    if (runs.size() != 1)
        return "RUN";
    return runs.front().summary().id.empty() ? runs.front().label : runs.front().summary().id;
}

} // namespace interweave
