// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/print_json.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "core/api/lm_eval.h"
#include "core/api/run_library.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace interweave {

namespace {

struct Options {
    std::string run;
    std::string text; // a name, a tag, notes or a folder
    std::string branch = "tuned";
    bool deleted = false;
    bool remove = false;
    bool forGood = false;
    bool checkpoints = false;
    bool json = false;
};

void list(RunLibrary& library, const Options& options)
{
    const std::vector<StoredRun> runs = options.deleted ? library.listDeleted() : library.list();
    if (options.json)
        return printJson(toJson(runs));
    if (runs.empty())
        return message(options.deleted ? "no deleted runs" : "no runs yet");
    std::cout << formatRuns(runs);
    for (const StoredRun& run : runs)
        if (run.summary.status == "interrupted")
            message(run.summary.id + " was cut off; go on with: interweave train --resume "
                + run.summary.id);
}

void show(RunLibrary& library, const Options& options)
{
    const RunRecord record = library.record(options.run);
    if (options.json)
        printJson(toJson(record));
    else
        std::cout << formatRun(record);
}

void remove(RunLibrary& library, const Options& options)
{
    if (options.forGood)
        return library.purge(options.run);
    message("bring it back with: interweave runs restore " + library.remove(options.run));
}

void tag(RunLibrary& library, const Options& options)
{
    if (options.remove)
        library.untag(options.run, options.text);
    else
        library.tag(options.run, options.text);
}

/// A subcommand of runs and what it does.
struct Part {
    CLI::App* app;
    void (*work)(RunLibrary&, const Options&);
};

std::vector<Part> declareParts(CLI::App& runs, Options& options)
{
    std::vector<Part> parts;
    const auto add = [&](const char* name, const char* help, auto work) -> CLI::App& {
        parts.push_back({runs.add_subcommand(name, help), work});
        return *parts.back().app;
    };
    const auto addRun = [&](CLI::App& app) {
        app.add_option("RUN", options.run, "a run's id, name or folder")->required();
    };
    const auto addText = [&](CLI::App& app, const char* name, const char* help) {
        app.add_option(name, options.text, help)->required();
    };

    CLI::App& listed = add("list", "All runs, oldest first", list);
    listed.add_flag("--deleted", options.deleted, "those in the trash instead");
    addJsonFlag(listed, options.json);

    CLI::App& shown = add("show", "One run: its facts, newest scores and recipe", show);
    addRun(shown);
    addJsonFlag(shown, options.json);

    CLI::App& renamed = add("rename", "Give a run another name",
        [](RunLibrary& library, const Options& o) { library.rename(o.run, o.text); });
    addRun(renamed);
    addText(renamed, "NAME", "the new name");

    CLI::App& tagged = add("tag", "Put a tag on a run", tag);
    addRun(tagged);
    addText(tagged, "TAG", "a word to find it by");
    tagged.add_flag("--remove", options.remove, "take the tag off instead");

    CLI::App& noted = add("note", "Write a note to a run, instead of the one it has",
        [](RunLibrary& library, const Options& o) { library.setNotes(o.run, o.text); });
    addRun(noted);
    addText(noted, "TEXT", "the note; an empty one removes it");

    CLI::App& deleted = add("delete", "Move a run to the trash", remove);
    addRun(deleted);
    deleted.add_flag("--for-good", options.forGood, "remove one that is in the trash for good");

    addRun(add("restore", "Bring a run back from the trash",
        [](RunLibrary& library, const Options& o) { library.restore(o.run); }));

    CLI::App& exported
        = add("export", "Write a run with all that is kept of it as a folder, for another machine",
            [](RunLibrary& library, const Options& o) {
                library.exportTo(o.run, o.text, o.checkpoints);
            });
    addRun(exported);
    addText(exported, "FOLDER", "must not exist yet");
    exported.add_flag("--checkpoints", options.checkpoints, "with what resuming needs");

    addText(add("import", "Take a run that was exported, or any run's folder, into the workspace",
                [](RunLibrary& library, const Options& o) {
                    std::cout << library.importFrom(o.text) << '\n';
                }),
        "FOLDER", "the exported run");

    CLI::App& scored = add("add-scores",
        "Keep what lm-evaluation-harness measured with a run, beside its own figures",
        [](RunLibrary& library, const Options& o) {
            library.addEvaluations(o.run, readLmEval(o.text, o.branch));
        });
    addRun(scored);
    addText(scored, "RESULTS", "a results file of version 0.3 or 0.4, .json");
    scored.add_option("--branch", options.branch, "whose figures they are")
        ->check(CLI::IsMember({"base", "tuned", "interwoven"}))
        ->capture_default_str();
    return parts;
}

} // namespace

Command declareRuns(CLI::App& parent)
{
    CLI::App* const app = parent.add_subcommand("runs", "The training runs of the workspace");
    app->group("Training");
    app->require_subcommand(1);
    app->footer("Examples:\n"
                "  interweave runs tag orrin best\n"
                "  interweave runs export orrin orrin-for-lena\n"
                "  interweave runs delete orrin      # 'runs restore orrin' brings it back");
    const auto options = std::make_shared<Options>();
    const std::vector<Part> parts = declareParts(*app, *options);
    return {app, [=](Session& session) {
                RunLibrary library(session.engine.workspace());
                for (const Part& part : parts)
                    if (part.app->parsed())
                        part.work(library, *options);
                return ExitCode::Done;
            }};
}

} // namespace interweave
