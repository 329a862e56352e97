#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print the cache that huggingface_hub makes of the tests' tiny repository (tests/core/hub/hub_test.cpp).

    hub_cache_tree.py > tests/fixtures/hub/cache_tree.json

Needs huggingface_hub and the openssl program.
"""
import hashlib
import json
import os
import subprocess
import sys
import tempfile


def noise(size, seed):
    content = bytearray()
    for _ in range(size):
        seed = (seed * 1664525 + 1013904223) % 2**32
        content.append(seed >> 24)
    return bytes(content)


FILES = {"config.json": b'{"model_type": "llama"}\n', "tokenizer.json": noise(5000, 2), "model.safetensors": noise(300000, 1),
         "pytorch_model.bin": noise(2000, 3), "modeling_tiny.py": b"raise SystemExit\n", "README.md": b"# Tiny\n",
         "additional_chat_templates/tool.jinja": b"{{ messages }}", ".hub.json": b'{"revisions": ["v1.0"]}'}
PULLED = ["*.json", "*.safetensors", "README.md", "additional_chat_templates/*"]

folder = tempfile.mkdtemp()
for name, content in FILES.items():
    path = os.path.join(folder, "repos/models/org/tiny", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "wb").write(content)
certificate = folder + "/certificate.pem"
subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", certificate, "-out", folder + "/only.pem"],
               check=True, capture_output=True)
open(certificate, "a").write(open(folder + "/only.pem").read())
hub = subprocess.Popen(
    [sys.executable, os.path.join(os.path.dirname(__file__), "../support/misbehaving_hub.py"), folder, certificate],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
port = hub.stdout.readline().split()[0]
cache = folder + "/hub"
os.environ |= {"HF_ENDPOINT": f"https://localhost:{port}", "SSL_CERT_FILE": folder + "/only.pem", "HF_HOME": folder,
               "HF_HUB_CACHE": cache, "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
import huggingface_hub  # noqa: E402  (it reads the environment)

for revision in (None, "v1.0"):
    huggingface_hub.snapshot_download("org/tiny", revision=revision, allow_patterns=PULLED)
tree = {}
for root, _, names in os.walk(cache + "/models--org--tiny"):
    for name in names:
        path = os.path.join(root, name)
        key = os.path.relpath(path, cache)
        if "/trees/" not in key:  # its own copy of the hub's listing
            tree[key] = "-> " + os.readlink(path) if os.path.islink(path) else hashlib.sha256(open(path, "rb").read()).hexdigest()
print(json.dumps({"made_by": f"tests/oracle/hub_cache_tree.py, huggingface_hub {huggingface_hub.__version__}", "tree": tree},
                 indent=1, sort_keys=True))
hub.stdin.close()
