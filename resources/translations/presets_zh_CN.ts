<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- The recipes that come with the program: core/api/presets.cpp, which lupdate does not read. -->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Presets</name>
    <message>
        <source>The demonstration: LoRA + IMSM</source>
        <translation>演示：LoRA + IMSM</translation>
    </message>
    <message>
        <source>A tiny model learns a new task and keeps what it knew. Under a minute.</source>
        <translation>一个微型模型学习新任务，并保留原有的知识。不到一分钟。</translation>
    </message>
    <message>
        <source>The demonstration: LoRA</source>
        <translation>演示：LoRA</translation>
    </message>
    <message>
        <source>The same without the gate: it learns, and forgets.</source>
        <translation>同样的设置，但没有门控：学会了，也遗忘了。</translation>
    </message>
    <message>
        <source>SmolLM2 on MRPC</source>
        <translation>SmolLM2 学习 MRPC</translation>
    </message>
    <message>
        <source>A small real model learns to tell paraphrases. Give the model and MRPC&apos;s rows.</source>
        <translation>一个真实的小模型学习判断复述。需指定模型和 MRPC 的样本。</translation>
    </message>
    <message>
        <source>The paper&apos;s LoRA set-up</source>
        <translation>论文的 LoRA 设置</translation>
    </message>
    <message>
        <source>Rank 16, three epochs, batches of 16, as published. Give a model and data.</source>
        <translation>秩 16，三轮，批次 16，与论文一致。需指定模型和数据。</translation>
    </message>
</context>
</TS>
