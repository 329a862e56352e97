# SPDX-License-Identifier: Apache-2.0
"""A model hub on localhost, over https, that misbehaves when it is told to.

misbehaving_hub.py FOLDER CERTIFICATE: serves FOLDER/repos/{models,datasets}/ORG/NAME/ as the hub does: the API's
revision and tree, /resolve/, small files themselves, large ones by a redirect to storage on another host and port.
Prints "HUB_PORT STORAGE_PORT PLAIN_PORT"; plain is http and must never be asked. Appends each request to FOLDER/requests.jsonl.

FOLDER/faults.json, read at each request, is a list of {"match": part of a path, "host": "hub" or "storage", "fault": name,
"times": how often, default for ever, ...}; the first that fits is done instead. FOLDER/repos/…/.hub.json may hold "gated",
"token" (who may read), "revisions" (names of the one commit), "page" (files a page of the listing).
"""
import hashlib
import json
import os
import socket
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

FOLDER, CERTIFICATE = sys.argv[1:3]
LARGE = 1000  # bytes from which a file is in Git LFS
PORTS = {}
LOCK = threading.Lock()
USED = {}  # the faults' text -> times each was done


class Repo:
    def __init__(self, kind, name):
        self.root = os.path.join(FOLDER, "repos", kind, name)
        self.exists = os.path.isdir(self.root)
        self.facts = {}
        facts = os.path.join(self.root, ".hub.json")
        if os.path.exists(facts):
            self.facts = json.load(open(facts))

    def files(self):
        entries = []
        for folder, _, names in os.walk(self.root):
            for name in names:
                if name == ".hub.json":
                    continue
                path = os.path.join(folder, name)
                entries.append(self.entry(os.path.relpath(path, self.root), open(path, "rb").read()))
        return sorted(entries, key=lambda entry: entry["path"])

    def entry(self, path, content):
        sha256 = hashlib.sha256(content).hexdigest()
        entry = {"type": "file", "path": path, "size": len(content)}
        if len(content) < LARGE:
            return entry | {"oid": git_sha1(content)}
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(content)}\n".encode()
        return entry | {"oid": git_sha1(pointer), "lfs": {"oid": sha256, "size": len(content), "pointerSize": len(pointer)}}

    def commit(self):
        return hashlib.sha1(json.dumps(self.files()).encode()).hexdigest()

    def knows(self, revision):
        return revision in ["main", self.commit(), *self.facts.get("revisions", [])]


def git_sha1(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def content_of(sha256):
    for folder, _, names in os.walk(os.path.join(FOLDER, "repos")):
        for name in names:
            content = open(os.path.join(folder, name), "rb").read()
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
    return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True  # headers and content are written one after the other

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.host = self.server.host
        request = {"host": self.host, "method": self.command, "path": unquote(self.path), "range": self.headers.get("Range"),
                   "if_range": self.headers.get("If-Range"), "authorization": self.headers.get("Authorization")}
        with LOCK, open(os.path.join(FOLDER, "requests.jsonl"), "a") as log:
            log.write(json.dumps(request) + "\n")
        self.fault = self.find_fault()
        kind = self.fault.get("fault")
        if kind == "status":
            self.reply(self.fault["status"], b"no", self.fault.get("headers", {}))
        elif kind == "body":
            self.reply(200, self.fault["body"].encode(), self.fault.get("headers", {}))
        elif kind == "redirect":
            self.reply(302, b"", {"Location": self.fault["to"].format(**PORTS)})
        elif kind == "silent":
            time.sleep(self.fault.get("seconds", 30))
            self.close_connection = True
        elif kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.close_connection = True
        elif self.host == "storage":
            self.storage()
        else:
            self.hub()

    def find_fault(self):
        try:
            text = open(os.path.join(FOLDER, "faults.json")).read()
            faults = json.loads(text)
        except (OSError, ValueError):
            return {}
        with LOCK:
            used = USED.setdefault(text, [0] * len(faults))
            for i, fault in enumerate(faults):
                fits = fault["match"] in unquote(self.path) and fault.get("host", self.host) == self.host
                ranged = self.headers.get("Range") is not None
                if fits and fault.get("ranged", ranged) == ranged and used[i] < fault.get("times", 1 << 60):
                    used[i] += 1
                    return fault
        return {}

    def reply(self, status, content, headers=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def refuse(self, status, code, message=""):
        self.reply(status, b"{}", {"X-Error-Code": code, "X-Error-Message": message})

    # ---- the hub ----

    def hub(self):
        url = urlsplit(self.path)
        parts = [unquote(part) for part in url.path.strip("/").split("/")]
        if parts[0] == "api":
            kind, name, rest = parts[1], "/".join(parts[2:4]), parts[4:]
        else:
            kind = "datasets" if parts[0] == "datasets" else "models"
            parts = parts[1:] if kind == "datasets" else parts
            name, rest = "/".join(parts[:2]), parts[2:]
        repo = Repo(kind, name)
        given = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if given == "bad":
            return self.refuse(401, "", "Invalid credentials in Authorization header")
        if not repo.exists or (repo.facts.get("token") and not given):
            return self.refuse(401, "RepoNotFound", "Repository not found")
        if repo.facts.get("token", given) != given:
            if repo.facts.get("gated"):
                return self.refuse(403, "GatedRepo", "Access to model is restricted")
            return self.refuse(403, "", "Forbidden")
        if repo.facts.get("gated") and not given and rest[:1] != ["revision"]:
            return self.refuse(401, "GatedRepo", "Access to model is restricted")
        revision = rest[1] if len(rest) > 1 else "main"
        if not repo.knows(revision):
            return self.refuse(404, "RevisionNotFound", "Invalid rev id")
        if parts[0] == "api" and rest[:1] == ["tree"]:
            self.tree(repo, parse_qs(url.query))
        elif parts[0] == "api":
            self.reply(200, json.dumps({"id": name, "sha": repo.commit(), "siblings": []}).encode(),
                       {"Content-Type": "application/json"})
        else:
            self.resolve(repo, "/".join(rest[2:]))

    def tree(self, repo, query):
        files = repo.files()
        size = repo.facts.get("page", len(files))
        begin = int(query.get("cursor", ["0"])[0])
        headers = {"Content-Type": "application/json"}
        if begin + size < len(files):
            path = self.path.split("?")[0]
            headers["Link"] = (f'<https://localhost:{PORTS["hub"]}{path}?recursive=true&cursor={begin + size}>; '
                               'rel="next"')
        page = [{"type": "directory", "path": "sub", "oid": "0" * 40, "size": 0}] + files[begin:begin + size]
        self.reply(200, json.dumps(page).encode(), headers)

    def resolve(self, repo, path):
        file = os.path.join(repo.root, path)
        if not os.path.isfile(file):
            return self.refuse(404, "EntryNotFound", "Entry not found")
        content = open(file, "rb").read()
        headers = {"X-Repo-Commit": repo.commit()}
        if len(content) < LARGE:
            return self.content(content, f'"{git_sha1(content)}"', headers)
        sha256 = self.fault.get("linked", hashlib.sha256(content).hexdigest())
        headers |= {"X-Linked-Etag": f'"{sha256}"', "X-Linked-Size": str(len(content)), "ETag": f'"{sha256}"',
                    "Location": f'https://127.0.0.1:{PORTS["storage"]}/{hashlib.sha256(content).hexdigest()}?name={path}'}
        self.reply(302, b"", headers)

    # ---- content, from the hub or its storage ----

    def storage(self):
        content = content_of(urlsplit(self.path).path.strip("/"))
        if content is None:
            return self.reply(403, b"expired")
        self.content(content, '"storage-of-' + str(len(content)) + '"', {})

    def content(self, content, etag, headers):
        kind = self.fault.get("fault")
        wanted = self.headers.get("Range")
        begin = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
        same = self.headers.get("If-Range") in (None, etag)
        body, status = content, 200
        if kind == "changed":
            content, etag = bytes(byte ^ 255 for byte in content), '"another"'
            body = content
        if wanted and kind == "416":
            return self.reply(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        if wanted and (same or kind == "changed") and kind != "ignore-range":
            status, body = 206, content[begin:]
            shown = {"wrong-range": f"bytes {begin + 7}-{len(content) - 1}/{len(content)}",
                     "wrong-total": f"bytes {begin}-{len(content) - 1}/{len(content) + 5}",
                     "bad-range": "bytes all"}.get(kind, f"bytes {begin}-{len(content) - 1}/{len(content)}")
            if kind == "wrong-range":
                body = content[begin + 7:]
            if kind != "no-range-header":
                headers = headers | {"Content-Range": shown}
        elif kind == "unasked-range":
            status, headers = 206, headers | {"Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}"}
        if kind == "flip" and body:
            at = len(body) // 2
            body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1:]
        if kind == "too-long":
            body += b"more"
        if kind == "short":
            body = body[:len(body) // 2]
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if kind in ("early-close", "stall"):
            self.wfile.write(body[:self.fault.get("after", len(body) // 2)])
            self.wfile.flush()
            if kind == "stall":
                time.sleep(self.fault.get("seconds", 30))
            self.close_connection = True
            return
        if kind == "slow":
            for at in range(0, len(body), 4096):
                self.wfile.write(body[at:at + 4096])
                time.sleep(self.fault["pause"])
            return
        self.wfile.write(body)


def serve(host):
    server = ThreadingHTTPServer(("localhost" if host == "hub" else "127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.host = host
    server.handle_error = lambda *_: None  # clients break off on purpose
    if host != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    PORTS[host] = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()


for name in ("hub", "storage", "plain"):
    serve(name)
print(PORTS["hub"], PORTS["storage"], PORTS["plain"], flush=True)
sys.stdin.read()  # ends with the test
