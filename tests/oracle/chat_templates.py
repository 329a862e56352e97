#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What transformers renders, for tests/core/text/chat.

    python chat_templates.py                     tests/fixtures/chat: templates/expected.json and the results in language.json
    python chat_templates.py FOLDER              FOLDER/expected.json: every conversation of tests/fixtures/chat/conversations.json
                                                 through every *.jinja of FOLDER; the tests read it where INTERWEAVE_CHAT_TEMPLATES
                                                 names the folder

A result is a text, or {"error": …} where the template or jinja2 raises. The clock stands still: strftime_now says what it
said on 2026-11-05 at 14:03:09. Made with transformers 5.23.0, jinja2 3.1.6.
"""
import datetime
import json
import pathlib
import sys

from transformers.utils import chat_template_utils

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures/chat"
TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 5, 14, 3, 9)


chat_template_utils.datetime = Clock


def result(render):
    try:
        return render()
    except Exception as error:  # whatever jinja2 and Python raise
        return {"error": f"{type(error).__name__}: {error}"}


def chat(source, conversation, prompt):
    messages = [{k: v for k, v in m.items() if v is not None} for m in conversation["messages"]]  # as apply_chat_template does
    rendered, _ = chat_template_utils.render_jinja_template(
        [messages], tools=conversation.get("tools"), documents=conversation.get("documents"), chat_template=source,
        add_generation_prompt=prompt, **{**TOKENS, **conversation.get("variables", {})})
    return rendered[0]


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def chats(folder):
    conversations = json.loads((FIXTURES / "conversations.json").read_text(encoding="utf-8"))
    expected = {}
    for path in sorted(folder.glob("*.jinja")):
        source = path.read_text(encoding="utf-8")
        expected[path.name] = {
            c["name"]: [result(lambda: chat(source, c, prompt)) for prompt in (False, True)] for c in conversations}
    write(folder / "expected.json", expected)


def language():
    path = FIXTURES / "language.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for case in document["cases"]:
        made = result(lambda: chat_template_utils._compile_jinja_template(case["source"]).render(**document["variables"]))
        case.pop("text", None), case.pop("error", None)
        case.update(made if isinstance(made, dict) else {"text": made})
    line = lambda value: json.dumps(value, ensure_ascii=False)
    path.write_text('{"variables": ' + line(document["variables"]) + ',\n"cases": [\n'
                    + ",\n".join(map(line, document["cases"])) + "\n]}\n", encoding="utf-8")


if len(sys.argv) > 1:
    chats(pathlib.Path(sys.argv[1]))
else:
    chats(FIXTURES / "templates")
    language()
