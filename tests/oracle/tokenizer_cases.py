#!/usr/bin/env python3
"""What the reference libraries say of a published tokenizer: cases for the suite TestVocabularies of tests/core/text.

    pip install tokenizers==0.23.3 sentencepiece==0.2.3 tiktoken==0.12.0
    python tokenizer_cases.py LIBRARY TOKENIZER FOLDER [DATA.jsonl …]     and then: INTERWEAVE_VOCABULARIES=FOLDER test_text

LIBRARY    tokenizers (a tokenizer.json), sentencepiece (a .model), tiktoken (a rank file of Llama 3 or 4, or a tekken.json)
FOLDER     gets NAME.cases.json: the path of TOKENIZER, texts, their ids without added special tokens, and what they decode to.
           GGUF vocabularies with NAME.gguf.inp and .out beside them, as llama.cpp has them, are tested where they lie in it.
"""
import argparse, base64, json, os, random

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("library")
parser.add_argument("tokenizer")
parser.add_argument("folder")
parser.add_argument("data", nargs="*")
a = parser.parse_args()

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
# Letters, marks, digits, punctuation and spaces of many scripts, none newer than Unicode 14.
RANGES = [(0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x391, 0x3CF), (0x410, 0x450), (0x5D0, 0x5EA), (0x627, 0x64B), (0x905, 0x939),
          (0xE01, 0xE30), (0x1E00, 0x1F00), (0x2000, 0x2028), (0x2070, 0x2090), (0x20A0, 0x20B0), (0x2190, 0x2200), (0x3000, 0x3030),
          (0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x5200), (0xAC00, 0xAD00), (0xFB00, 0xFB06), (0xFF01, 0xFF5F), (0x1F300, 0x1F600), (9, 14)]


def draw_text(draw):
    """Words of random characters, one script each, as wild as it comes."""
    words = []
    for _ in range(draw.randrange(1, 12)):
        low, high = draw.choice(RANGES) if draw.random() < 0.6 else (0x20, 0x7F)
        words.append("".join(chr(draw.randrange(low, high)) for _ in range(draw.randrange(1, 9))))
    return draw.choice(["", " ", "  ", "\n"]).join(words)


texts = ["", " ", "a", "\u0000", "  two  spaces   and  more    ", "tabs\t\tand\r\nlines\n\n\n end", "def f(x):\n    return x**2  # '\"`\n\n\n\tif y:\n\t\tpass",
         "I'll we've they're I'd it's I'M 'Tis", "1 12 123 1234 12345 1,234.5678e-9 ½ ² Ⅷ ٣", "naïve café nai\u0308ve cafe\u0301", "日本語と漢字、한국어 ไทย עברית العربية हिन्दी",
         "😀👨‍👩‍👧🇩🇪❤️", "ﬁ Å Ω K ㏒", "   ", "\u2028\u2029\u200b\ufeff\u00ad", "<s></s><|endoftext|> <|im_start|>", "▁under▁lines▁ ▁", "a" * 500, " " * 300 + "x", "ab" * 300]
texts += [draw_text(random.Random(seed)) for seed in range(3000)]
for path in a.data:
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        outputs = row.get("output", [])
        texts += [row[k] for k in ("input", "text") if k in row] + (outputs if isinstance(outputs, list) else [outputs])

if a.library == "tokenizers":
    from tokenizers import Tokenizer
    t = Tokenizer.from_file(a.tokenizer)
    encode = lambda x: t.encode(x, add_special_tokens=False).ids
    decode = lambda ids: t.decode(ids, skip_special_tokens=False)
elif a.library == "sentencepiece":
    import sentencepiece
    t = sentencepiece.SentencePieceProcessor(model_file=a.tokenizer)
    encode, decode = t.encode, None  # what it decodes leaves out nothing, ours leaves out unknown tokens
else:
    import tiktoken
    if a.tokenizer.endswith(".json"):
        document = json.load(open(a.tokenizer, encoding="utf-8"))
        config, first = document["config"], document["config"]["default_num_special_tokens"]
        tokens, pattern = [base64.b64decode(v["token_bytes"]) for v in document["vocab"]][: config["default_vocab_size"] - first], config["pattern"]
    else:
        tokens, first = [base64.b64decode(line.split()[0]) for line in open(a.tokenizer)], 0
        pattern = LLAMA3 if len(tokens) == 128000 else O200K
    t = tiktoken.Encoding("cases", pat_str=pattern, mergeable_ranks={token: i + first for i, token in enumerate(tokens)}, special_tokens={})
    encode, decode = lambda x: t.encode(x, disallowed_special=()), t.decode

ids = [encode(x) for x in texts]
name = os.path.splitext(os.path.basename(a.tokenizer))[0] if a.library != "sentencepiece" else os.path.basename(a.tokenizer)
out = os.path.join(a.folder, f"{a.library}-{os.path.basename(os.path.dirname(os.path.abspath(a.tokenizer)))}-{name}.cases.json")
json.dump({"tokenizer": os.path.abspath(a.tokenizer), "special": a.library == "tokenizers", "texts": texts, "ids": ids,
           "decoded": [decode(i) for i in ids] if decode else None}, open(out, "w"), separators=(",", ":"))
print(out, len(texts), "texts")
