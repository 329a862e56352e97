<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CompareWords</name>
    <message>
        <source>No run is chosen</source>
        <translation>未选择运行</translation>
    </message>
    <message>
        <source>Choose a file of prompts first</source>
        <translation>先选择提示词文件</translation>
    </message>
    <message>
        <source>Write a prompt first</source>
        <translation>先写提示词</translation>
    </message>
    <message>
        <source>The run is still being trained; answers can be kept when it has ended</source>
        <translation>该运行仍在训练，结束后才能保存回答</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Stop; what was answered so far stays</source>
        <translation>停止；已有的回答会保留</translation>
    </message>
    <message>
        <source>Ask all three voices (Ctrl+Enter in the prompt)</source>
        <translation>让三个分支都回答（在提示词框中按 Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Nothing has been answered yet</source>
        <translation>还没有任何回答</translation>
    </message>
    <message>
        <source>Write what is shown as a file</source>
        <translation>将当前显示的内容写入文件</translation>
    </message>
    <message>
        <source>Answering %1 of %2</source>
        <translation>正在回答第 %1 条，共 %2 条</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Waiting for the first token…</source>
        <translation>等待首个词元…</translation>
    </message>
    <message>
        <source>Waiting for a moment between two steps of the training…</source>
        <translation>等待训练步之间的空隙…</translation>
    </message>
    <message>
        <source>Waiting for what was asked before…</source>
        <translation>等待先前的请求完成…</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>A run keeps what its final adapter said, not what a checkpoint does</source>
        <translation>运行只保存最终适配器的回答，不保存检查点的回答</translation>
    </message>
    <message>
        <source>%1 at step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
</context>
<context>
    <name>ComparisonText</name>
    <message>
        <source>%1 · no adapter</source>
        <translation>%1 · 无适配器</translation>
    </message>
    <message>
        <source>%1 · adapter %2</source>
        <translation>%1 · 适配器 %2</translation>
    </message>
    <message>
        <source>%1 · gate %2</source>
        <translation>%1 · 门控 %2</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Interwoven</source>
        <translation>交织</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>part of a character</source>
        <translation>字符的一部分</translation>
    </message>
    <message>
        <source>ended by itself</source>
        <translation>自行结束</translation>
    </message>
    <message>
        <source>ended at the line&apos;s end</source>
        <translation>遇换行结束</translation>
    </message>
    <message>
        <source>length limit</source>
        <translation>达到长度上限</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>the same as base</source>
        <translation>与基座相同</translation>
    </message>
    <message>
        <source>parts from base at token %1</source>
        <translation>从第 %1 个词元起与基座分歧</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心解码</translation>
    </message>
    <message>
        <source>temperature %1, seed %2</source>
        <translation>温度 %1，随机种子 %2</translation>
    </message>
</context>
<context>
    <name>DataForm</name>
    <message>
        <source>Choose a recipe on the page Train first</source>
        <translation>先在“训练”页选择配方</translation>
    </message>
    <message>
        <source>Write how a record becomes a prompt and an answer</source>
        <translation>填写如何由一条记录得到提示词和回答</translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message>
        <source>is the same as line %1</source>
        <translation>与第 %1 行相同</translation>
    </message>
    <message>
        <source>is line %1 but for case, punctuation and spaces</source>
        <translation>与第 %1 行仅大小写、标点和空格不同</translation>
    </message>
    <message>
        <source>asks what line %1 asks, with another answer</source>
        <translation>与第 %1 行问题相同，回答不同</translation>
    </message>
    <message>
        <source>is training line %1</source>
        <translation>与训练数据第 %1 行相同</translation>
    </message>
    <message>
        <source>has the prompt of training line %1</source>
        <translation>提示词与训练数据第 %1 行相同</translation>
    </message>
    <message>
        <source>as training line %1: 13 words in a row (%2 % of its own)</source>
        <translation>与训练数据第 %1 行有连续 13 个词相同（占自身的 %2 %）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Bad lines</source>
        <translation>无效行</translation>
    </message>
    <message>
        <source>Training skips them, as the recipe says</source>
        <translation>训练时按配方跳过</translation>
    </message>
    <message>
        <source>Training refuses a file with bad lines, unless the recipe sets data.train.skip_bad_lines</source>
        <translation>含无效行的文件不能用于训练，除非配方设置了 data.train.skip_bad_lines</translation>
    </message>
    <message>
        <source>Prompts cut</source>
        <translation>提示词截断</translation>
    </message>
    <message>
        <source>Longer than %1 tokens (train.max_input_tokens)</source>
        <translation>超过 %1 个词元（train.max_input_tokens）</translation>
    </message>
    <message>
        <source>Answers cut</source>
        <translation>回答截断</translation>
    </message>
    <message>
        <source>Longer than %1 tokens (train.max_output_tokens)</source>
        <translation>超过 %1 个词元（train.max_output_tokens）</translation>
    </message>
    <message>
        <source>Same again</source>
        <translation>完全重复</translation>
    </message>
    <message>
        <source>Rows that an earlier one says exactly</source>
        <translation>与前面某条样本完全相同的样本</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>Rows that differ from an earlier one in case, punctuation and spaces only</source>
        <translation>与前面某条样本仅大小写、标点和空格不同的样本</translation>
    </message>
    <message>
        <source>Contradictions</source>
        <translation>矛盾</translation>
    </message>
    <message>
        <source>Rows that ask what an earlier one asks and answer something else</source>
        <translation>与前面某条样本问题相同但回答不同的样本</translation>
    </message>
    <message>
        <source>Turns left out</source>
        <translation>轮次省略</translation>
    </message>
    <message>
        <source>Conversations that lose their oldest turns</source>
        <translation>最早几轮被省略的对话</translation>
    </message>
    <message>
        <source>Empty prompts</source>
        <translation>空提示词</translation>
    </message>
    <message>
        <source>Empty answers</source>
        <translation>空回答</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 条</translation>
    </message>
    <message>
        <source>%1 of %2 test rows are given away</source>
        <translation>测试样本泄漏：%1（共 %2 条）</translation>
    </message>
    <message>
        <source>median %1 · 95 % up to %2 · longest %3</source>
        <translation>中位数 %1 · 95 % 不超过 %2 · 最长 %3</translation>
    </message>
    <message>
        <source>%1 tokens, %2 learned</source>
        <translation>%1 个词元，其中 %2 个参与学习</translation>
    </message>
    <message>
        <source>, %1 cut off</source>
        <translation>，截去 %1 个</translation>
    </message>
    <message>
        <source>, %1 oldest turns left out</source>
        <translation>，省略最早的 %1 轮对话</translation>
    </message>
</context>
<context>
    <name>ForgettingFigures</name>
    <message>
        <source>%1 (target)</source>
        <translation>%1（目标）</translation>
    </message>
    <message>
        <source>Paper: %1, base</source>
        <translation>论文：%1，基座</translation>
    </message>
    <message>
        <source>Paper: %1, %2 on %3</source>
        <translation>论文：%1，%2，在 %3 上微调</translation>
    </message>
</context>
<context>
    <name>ForgettingWords</name>
    <message>
        <source>%1&#xa0;points</source>
        <translation>%1&#xa0;个百分点</translation>
    </message>
    <message>
        <source>%1&#xa0;nats</source>
        <translation>%1&#xa0;nats</translation>
    </message>
    <message>
        <source>95&#xa0;% interval %1 to %2, n&#xa0;=&#xa0;%3</source>
        <translation>95&#xa0;% 区间 %1 至 %2，n&#xa0;=&#xa0;%3</translation>
    </message>
    <message>
        <source>On %1, no difference can be claimed (%2, %3).</source>
        <translation>在 %1 上无法认定存在差异（%2，%3）。</translation>
    </message>
    <message>
        <source>On %1, no difference between %2 and %3 can be claimed (%4, %5).</source>
        <translation>在 %1 上无法认定 %2 与 %3 存在差异（%4，%5）。</translation>
    </message>
    <message>
        <source>%1 predicts %2 better than %3: cross-entropy %4, %5.</source>
        <translation>%1 对 %2 的预测优于 %3：交叉熵 %4，%5。</translation>
    </message>
    <message>
        <source>%1 learned more of %2 than %3: %4, %5.</source>
        <translation>%1 在 %2 上比 %3 学到更多：%4，%5。</translation>
    </message>
    <message>
        <source>%1 keeps more of %2 than %3: %4, %5.</source>
        <translation>%1 在 %2 上比 %3 保留更多：%4，%5。</translation>
    </message>
    <message>
        <source>On %1, no change can be claimed (%2, %3).</source>
        <translation>在 %1 上无法认定有变化（%2，%3）。</translation>
    </message>
    <message>
        <source>%1 learned %2: %3, %4.</source>
        <translation>%1 学到了 %2：%3，%4。</translation>
    </message>
    <message>
        <source>%1 keeps %2 of %3, %4.</source>
        <translation>%1 保留了 %3 的 %2，%4。</translation>
    </message>
    <message>
        <source>%1 predicts %2 worse than its base: cross-entropy %3, %4.</source>
        <translation>%1 对 %2 的预测不如其基座：交叉熵 %3，%4。</translation>
    </message>
    <message>
        <source>%1 lost on %2: %3, %4.</source>
        <translation>%1 在 %2 上有所丢失：%3，%4。</translation>
    </message>
</context>
<context>
    <name>NameRows</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>PromptListText</name>
    <message>
        <source>not JSON: %1</source>
        <translation>不是 JSON：%1</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>&quot;%1&quot; 为空</translation>
    </message>
    <message>
        <source>has neither a text &quot;prompt&quot; nor a text &quot;input&quot;</source>
        <translation>既没有文本 &quot;prompt&quot;，也没有文本 &quot;input&quot;</translation>
    </message>
    <message>
        <source>not text in UTF-8</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>The workspace cannot be used: %1</source>
        <translation>无法使用工作区：%1</translation>
    </message>
</context>
<context>
    <name>SweepWords</name>
    <message>
        <source>The adapter alone</source>
        <translation>仅适配器</translation>
    </message>
    <message>
        <source>The adapter held to the base</source>
        <translation>约束于基座的适配器</translation>
    </message>
    <message>
        <source>IMSM</source>
        <translation>IMSM</translation>
    </message>
    <message>
        <source>IMSM without the query</source>
        <translation>不含查询的 IMSM</translation>
    </message>
    <message>
        <source>Mean without a gate</source>
        <translation>无门控均值</translation>
    </message>
    <message>
        <source>IMSM anchored</source>
        <translation>锚定的 IMSM</translation>
    </message>
    <message>
        <source>Post-hoc gate</source>
        <translation>事后门控</translation>
    </message>
    <message>
        <source>Post-hoc gate anchored</source>
        <translation>锚定的事后门控</translation>
    </message>
    <message>
        <source>Plain fine-tuning: what it learns and forgets without a gate</source>
        <translation>普通微调：没有门控时学到什么、遗忘什么</translation>
    </message>
    <message>
        <source>Plain fine-tuning, held to the base on the recipe&apos;s anchor text</source>
        <translation>普通微调，用配方的锚定文本约束于基座</translation>
    </message>
    <message>
        <source>The siamese model as published: a gate that sees the query</source>
        <translation>论文中的孪生模型：门控可见查询</translation>
    </message>
    <message>
        <source>The same gate without the query&apos;s summary</source>
        <translation>同样的门控，但不含查询摘要</translation>
    </message>
    <message>
        <source>Half base, half tuned at every token: what a gate has to beat</source>
        <translation>每个词元基座、微调各半：门控要胜过的基线</translation>
    </message>
    <message>
        <source>The gate with a bias, held to the base on the recipe&apos;s anchor text</source>
        <translation>带偏置的门控，用配方的锚定文本约束于基座</translation>
    </message>
    <message>
        <source>A gate trained for the adapter alone, which stays as it is</source>
        <translation>为“仅适配器”训练的门控，适配器保持不变</translation>
    </message>
    <message>
        <source>A gate for the adapter alone, held to the base on the anchor text</source>
        <translation>为“仅适配器”训练的门控，用锚定文本约束于基座</translation>
    </message>
    <message>
        <source>Full training leaves no base model to interweave with.</source>
        <translation>全参数训练后没有可供交织的基座模型。</translation>
    </message>
    <message>
        <source>The recipe has no anchor text.</source>
        <translation>配方没有锚定文本。</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个运行</translation>
    </message>
    <message>
        <source>%1 done already</source>
        <translation>已完成 %1 个</translation>
    </message>
    <message>
        <source>about %1 of training</source>
        <translation>训练约需 %1</translation>
    </message>
</context>
<context>
    <name>TrainWords</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Write a recipe for another run</source>
        <translation>为另一个运行编写配方</translation>
    </message>
    <message>
        <source>Starts after %1 (Ctrl+Return)</source>
        <translation>在 %1 之后开始（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Train as the recipe says (Ctrl+Return)</source>
        <translation>按配方训练（Ctrl+Return）</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>正在结束</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>a new run, starts after %1</source>
        <translation>新运行，在 %1 之后开始</translation>
    </message>
    <message>
        <source>starts as soon as the engine is free</source>
        <translation>引擎空闲后立即开始</translation>
    </message>
    <message>
        <source>a new run</source>
        <translation>新运行</translation>
    </message>
    <message>
        <source>Loading model and data…</source>
        <translation>正在加载模型和数据…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>已用 %1</translation>
    </message>
</context>
<context>
    <name>UnfinishedWords</name>
    <message>
        <source>The sweep %1 was left with %2 of its %3 runs done.</source>
        <translation>扫描 %1 尚未完成：%3 个运行中已完成 %2 个。</translation>
    </message>
    <message>
        <source>%1 was cut off at step %2 of %3.</source>
        <translation>%1 在第 %2 步（共 %3 步）中断。</translation>
    </message>
</context>
<context>
    <name>interweave::ui</name>
    <message>
        <source>Which one? The hub names them ORG/NAME, for example HuggingFaceTB/SmolLM2-135M.</source>
        <translation>要下载哪一个？Hub 上的名称形如 ORG/NAME，例如 HuggingFaceTB/SmolLM2-135M。</translation>
    </message>
    <message>
        <source>ORG/NAME was expected: letters, digits, “-”, “_” and “.”, with one “/”.</source>
        <translation>格式应为 ORG/NAME：可含字母、数字、“-”、“_”和“.”，中间一个“/”。</translation>
    </message>
    <message>
        <source>A branch, a tag or a commit has no spaces.</source>
        <translation>分支、标签或提交中不能有空格。</translation>
    </message>
    <message>
        <source>choose with Files under Advanced, e.g. *Q4_K_M*</source>
        <translation>在“高级”的“文件”中选择，例如 *Q4_K_M*</translation>
    </message>
    <message>
        <source>fetch fewer files (Advanced)</source>
        <translation>减少要下载的文件（“高级”）</translation>
    </message>
    <message>
        <source>for a data set choose Data set</source>
        <translation>数据集应选“数据集”</translation>
    </message>
    <message>
        <source>for a model choose Model</source>
        <translation>模型应选“模型”</translation>
    </message>
    <message>
        <source>Files under Advanced</source>
        <translation>“高级”中的“文件”</translation>
    </message>
    <message>
        <source>fetch it again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>not whole</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>an adapter, no model</source>
        <translation>是适配器，不是模型</translation>
    </message>
    <message>
        <source>no readable weights</source>
        <translation>没有可读取的权重</translation>
    </message>
    <message>
        <source>nothing has come yet</source>
        <translation>尚未下载任何内容</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>ready, %1 unfinished</source>
        <translation>就绪，另有 %1 未完成</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 of an unfinished download</source>
        <translation>下载未完成，已有 %1</translation>
    </message>
    <message>
        <source>%1 unfinished</source>
        <translation>未完成（%1）</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>own folder</source>
        <translation>本地目录</translation>
    </message>
    <message>
        <source>own file</source>
        <translation>本地文件</translation>
    </message>
    <message>
        <source>Asking the hub what there is…</source>
        <translation>正在向 Hub 查询可用文件…</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1（第 %2 个，共 %3 个）</translation>
    </message>
    <message>
        <source>Another program fetches %1</source>
        <translation>另一程序正在下载 %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 个文件</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1（缺失）</translation>
    </message>
    <message>
        <source>%1 of %2 damaged: %3</source>
        <translation>%2中有 %1 个损坏：%3</translation>
    </message>
    <message>
        <source>%1 of %2 cannot be verified: no hub tool has put them there, so no hash is known</source>
        <translation>%2中有 %1 个无法校验：并非由 Hub 工具下载，哈希未知</translation>
    </message>
    <message>
        <source>Intact: %1, %2 read and held against their hashes</source>
        <translation>完好：%1，已读取 %2 并与哈希核对一致</translation>
    </message>
    <message>
        <source>%1: changed by %2, 95 % interval %3 to %4</source>
        <translation>%1：变化 %2，95 % 区间 %3 至 %4</translation>
    </message>
    <message>
        <source>%1 of the base model, before the first step</source>
        <translation>第一步之前基座模型的 %1</translation>
    </message>
    <message>
        <source>%1 is here: %2 of %3 fetched in %4.</source>
        <translation>%1 已下载：用时 %4，下载 %2（%3）。</translation>
    </message>
    <message>
        <source>%1 was here already: %2, %3.</source>
        <translation>%1 此前已下载：%2，%3。</translation>
    </message>
    <message>
        <source>Left out, since pickles can run code when they are read: %1%2.</source>
        <translation>已略过 %1%2：读取 pickle 文件时可能执行其中的代码。</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 及另外 %1 个</translation>
    </message>
    <message>
        <source>Use for training</source>
        <translation>用于训练</translation>
    </message>
    <message>
        <source>Fetching %1 was cancelled. What has come is kept: the next fetch goes on there.</source>
        <translation>已取消下载 %1。已下载的部分会保留，下次从此处继续。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>What has come is kept.</source>
        <translation>已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>%1: %2 parameters in %3 tensors</source>
        <translation>%1：%2 个参数，%3 个张量</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储精度</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>The architecture, as the model&apos;s own config.json calls it.</source>
        <translation>模型架构，即模型自带 config.json 中的名称。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Of all tensors together.</source>
        <translation>所有张量合计。</translation>
    </message>
    <message>
        <source>Layers × hidden</source>
        <translation>层数 × 隐藏维度</translation>
    </message>
    <message>
        <source>%1 query heads, %2 key-value heads of %3.</source>
        <translation>%1 个查询头，%2 个键值头，每头 %3 维。</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>As its positions were trained.</source>
        <translation>训练位置编码时的最大长度。</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Its kind, and how many tokens it knows.</source>
        <translation>类型和词表大小。</translation>
    </message>
    <message>
        <source>Would run in</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source> on </source>
        <translation> · </translation>
    </message>
    <message>
        <source>What this machine computes it in when nothing else is asked for.</source>
        <translation>未另行指定时，本机计算所用的精度和设备。</translation>
    </message>
    <message>
        <source>Weights in memory</source>
        <translation>权重内存</translation>
    </message>
    <message>
        <source>One copy, in %1; base and tuned voice share it.</source>
        <translation>只需一份（%1），由基座与微调分支共用。</translation>
    </message>
    <message>
        <source>Cache, 1,000 tokens</source>
        <translation>缓存（1,000 词元）</translation>
    </message>
    <message>
        <source>Keys and values of 1,000 tokens of one voice; base and tuned voice have one each.</source>
        <translation>单个分支 1,000 个词元的键和值；基座与微调分支各有一份。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <source>All revisions together.</source>
        <translation>所有修订版本合计。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Of the newest revision.</source>
        <translation>最新修订版本的文件数。</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Local time.</source>
        <translation>本地时间。</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个运行</translation>
    </message>
    <message>
        <source>Runs that were trained from it.</source>
        <translation>以它为基座训练的运行。</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Gate, base share</source>
        <translation>门控基座占比</translation>
    </message>
    <message>
        <source>base share</source>
        <translation>基座占比</translation>
    </message>
    <message>
        <source>A run with a gate shows it here</source>
        <translation>带门控的运行在此显示</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>No steps yet</source>
        <translation>尚无训练步</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>norm before clipping</source>
        <translation>裁剪前的范数</translation>
    </message>
    <message>
        <source>Watched tasks</source>
        <translation>监测任务</translation>
    </message>
    <message>
        <source>score, %</source>
        <translation>得分，%</translation>
    </message>
    <message>
        <source>A recipe with a watched suite shows it here</source>
        <translation>配方设有监测套件时，在此显示</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>mean of the step</source>
        <translation>该步均值</translation>
    </message>
    <message>
        <source>A recipe with KL or L2 to the base, or AdaLoRA or LoRAMoE, shows its terms here</source>
        <translation>配方含与基座的 KL 或 L2，或使用 AdaLoRA、LoRAMoE 时，在此显示相应各项</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>interwoven</source>
        <translation>交织</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>anchor, KL to base</source>
        <translation>锚定，与基座的 KL</translation>
    </message>
    <message>
        <source>on general text</source>
        <translation>通用文本上</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>KL to base</source>
        <translation>与基座的 KL</translation>
    </message>
    <message>
        <source>L2 to base</source>
        <translation>与基座的 L2</translation>
    </message>
    <message>
        <source>the method&apos;s own</source>
        <translation>方法自带项</translation>
    </message>
    <message>
        <source>all</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A model folder or a .gguf file; drop one here</source>
        <translation>模型文件夹或 .gguf 文件；可拖放到此处</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>JSON lines with input and output, or with text; drop the file here</source>
        <translation>JSON Lines 文件，含 input 和 output，或含 text；可拖放到此处</translation>
    </message>
    <message>
        <source>PEFT</source>
        <translation>PEFT</translation>
    </message>
    <message>
        <source>What is trained beside the frozen model; full trains every weight of it</source>
        <translation>在冻结的模型之外训练什么；full 训练模型的全部权重</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Width of the adapter: more can learn more</source>
        <translation>适配器的宽度：越大，能学到的越多</translation>
    </message>
    <message>
        <source>Target rank</source>
        <translation>目标秩</translation>
    </message>
    <message>
        <source>Mean rank that is left in the end; importance decides where</source>
        <translation>最终保留的平均秩；由重要性决定分布</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标模块</translation>
    </message>
    <message>
        <source>Names of the maps that are scaled</source>
        <translation>被缩放的线性层名称</translation>
    </message>
    <message>
        <source>Of the random matrices that all maps share</source>
        <translation>所有线性层共享的随机矩阵的秩</translation>
    </message>
    <message>
        <source>Names of the maps that get an adapter, or all-linear</source>
        <translation>添加适配器的线性层名称，或 all-linear</translation>
    </message>
    <message>
        <source>Names of the maps whose biases are trained, or all-linear</source>
        <translation>训练偏置的线性层名称，或 all-linear</translation>
    </message>
    <message>
        <source>Names of the norms that are trained, or all-norms</source>
        <translation>要训练的归一化层名称，或 all-norms</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>Trained tokens in front of every prompt</source>
        <translation>置于每个提示词之前的可训练词元</translation>
    </message>
    <message>
        <source>Trained keys and values in front of every prompt, in every layer</source>
        <translation>在每一层置于每个提示词之前的可训练键和值</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家数</translation>
    </message>
    <message>
        <source>Of each map, each an adapter of its own</source>
        <translation>每个线性层的专家数，每个专家是一个独立的适配器</translation>
    </message>
    <message>
        <source>Of each expert</source>
        <translation>每个专家的秩</translation>
    </message>
    <message>
        <source>Interweave</source>
        <translation>交织</translation>
    </message>
    <message>
        <source>Train a gate that mixes the base model&apos;s memory with the tuned one&apos;s</source>
        <translation>训练一个门控，混合基座模型与微调模型的记忆</translation>
    </message>
    <message>
        <source>with a gate</source>
        <translation>使用门控</translation>
    </message>
    <message>
        <source>Of the adapter, or of the whole model</source>
        <translation>适配器或整个模型的学习率</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Rows that are computed at once</source>
        <translation>一次计算的样本数</translation>
    </message>
    <message>
        <source>Batches whose gradients make one step: more rows a step in the same memory</source>
        <translation>每步累积梯度的批次数：内存不变，每步样本更多</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often every row is seen</source>
        <translation>每条样本训练几遍</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What the run is called</source>
        <translation>运行的名称</translation>
    </message>
    <message>
        <source>DoRA</source>
        <translation>DoRA</translation>
    </message>
    <message>
        <source>Train the size of each output&apos;s weights as well</source>
        <translation>同时训练每个输出的权重幅值</translation>
    </message>
    <message>
        <source>with magnitudes</source>
        <translation>训练幅值</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>From noise, or from the weights&apos; own largest parts</source>
        <translation>随机初始化，或取自权重自身的主成分</translation>
    </message>
    <message>
        <source>Initial rank</source>
        <translation>初始秩</translation>
    </message>
    <message>
        <source>Before importance is known</source>
        <translation>重要性尚未得知时的秩</translation>
    </message>
    <message>
        <source>Initial steps</source>
        <translation>初始步数</translation>
    </message>
    <message>
        <source>Before the first ranks are given up</source>
        <translation>开始削减秩之前的步数</translation>
    </message>
    <message>
        <source>Final steps</source>
        <translation>最终步数</translation>
    </message>
    <message>
        <source>After the last ranks were given up</source>
        <translation>最后一次削减秩之后的步数</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Those of the targets that are scaled at their input</source>
        <translation>目标模块中在输入端缩放的部分</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Weight of the experts&apos; balance in the loss</source>
        <translation>专家均衡项在损失中的权重</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>The adapter counts alpha ÷ rank</source>
        <translation>适配器按 alpha ÷ 秩 缩放</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s input left out at random</source>
        <translation>随机丢弃适配器输入的比例</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>How the two memories become one; query_gate is the paper&apos;s</source>
        <translation>两份记忆如何合为一份；论文使用 query_gate</translation>
    </message>
    <message>
        <source>Gate rank</source>
        <translation>门控秩</translation>
    </message>
    <message>
        <source>Channels of the gate; 8 in the paper</source>
        <translation>门控的通道数；论文中为 8</translation>
    </message>
    <message>
        <source>Gate rate</source>
        <translation>门控学习率</translation>
    </message>
    <message>
        <source>The gate&apos;s own learning rate</source>
        <translation>门控单独的学习率</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>adamw8bit keeps its moments in a quarter of the memory, adafactor in less</source>
        <translation>adamw8bit 的优化器状态只占四分之一内存，adafactor 更少</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>How the learning rate falls; wsd: only at the end, over train.decay_ratio</source>
        <translation>学习率如何下降；wsd：仅在末段下降，末段占比为 train.decay_ratio</translation>
    </message>
    <message>
        <source>Batch tokens</source>
        <translation>批次词元数</translation>
    </message>
    <message>
        <source>Tokens that are computed at once, without padding; 0: as the batch says</source>
        <translation>一次计算的词元数，不计填充；0：按批次大小</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>重计算</translation>
    </message>
    <message>
        <source>Less memory for activations, about a third more time; the same result</source>
        <translation>减少激活值的内存占用，时间约增加三分之一；结果相同</translation>
    </message>
    <message>
        <source>to save memory</source>
        <translation>节省内存</translation>
    </message>
    <message>
        <source>Weight of the divergence from the base model on the answers; 0: none</source>
        <translation>在回答上与基座模型散度的权重；0：不使用</translation>
    </message>
    <message>
        <source>Token weights</source>
        <translation>词元权重</translation>
    </message>
    <message>
        <source>Which answer tokens count more: flow and stm by the base model&apos;s loss, talr by the model&apos;s own</source>
        <translation>哪些回答词元权重更大：flow 和 stm 依据基座模型的损失，talr 依据模型自身的损失</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Texts that the base model writes itself, for each row of data; 0: none</source>
        <translation>每条样本对应多少条由基座模型自己生成的文本；0：不使用</translation>
    </message>
    <message>
        <source>Max steps</source>
        <translation>最大步数</translation>
    </message>
    <message>
        <source>Steps of the run; 0: as the epochs say</source>
        <translation>运行的步数；0：按轮数</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>What is computed in; auto: the best of this machine</source>
        <translation>计算所用的精度；auto：本机最佳</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Of the CPU; 0: as many as there are</source>
        <translation>CPU 线程数；0：全部使用</translation>
    </message>
    <message>
        <source>Watched suite</source>
        <translation>监测套件</translation>
    </message>
    <message>
        <source>A suite&apos;s file: measured before the first step, at the end, and in between</source>
        <translation>评测套件文件：在第一步之前、训练途中和结束时评测</translation>
    </message>
    <message>
        <source>Watch every</source>
        <translation>监测间隔</translation>
    </message>
    <message>
        <source>Steps from one measurement to the next; 0: none in between</source>
        <translation>两次评测之间的步数；0：途中不评测</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Share of the rows that is kept for evaluation</source>
        <translation>留作验证的样本比例</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>最优依据</translation>
    </message>
    <message>
        <source>loss (of the validation rows), or a task of the watched suite</source>
        <translation>loss（验证样本的损失），或监测套件中的某个任务</translation>
    </message>
    <message>
        <source>Stop after</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Evaluations without a gain, after which the run ends; 0: never</source>
        <translation>连续多少次评测无提升后结束运行；0：从不</translation>
    </message>
    <message>
        <source>End with best</source>
        <translation>采用最优</translation>
    </message>
    <message>
        <source>The best checkpoint becomes the run&apos;s adapter</source>
        <translation>以最优检查点作为运行的适配器</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Budget text</source>
        <translation>预算文本</translation>
    </message>
    <message>
        <source>Texts that the run may not forget: JSON lines with text</source>
        <translation>运行不得遗忘的文本：含 text 的 JSON Lines 文件</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Largest rise of their cross-entropy, in nats</source>
        <translation>其交叉熵允许的最大升幅，单位 nats</translation>
    </message>
    <message>
        <source>Beyond budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>What happens then</source>
        <translation>超出预算时如何处理</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Steps from one checkpoint to the next; 0: only at the end</source>
        <translation>相邻检查点之间的步数；0：仅在结束时</translation>
    </message>
    <message>
        <source>%1 is finished: loss %2 after %3 and %4 steps.</source>
        <translation>%1 已完成：用时 %3，共 %4 步，损失 %2。</translation>
    </message>
    <message>
        <source>Open in Gate</source>
        <translation>在“门控”中打开</translation>
    </message>
    <message>
        <source>What was forgotten</source>
        <translation>查看遗忘</translation>
    </message>
    <message>
        <source>Memory ran out. A smaller batch with more batches a step learns the same in less memory.</source>
        <translation>内存不足。减小批次大小并增加每步批次数，可用更少内存达到同样的学习效果。</translation>
    </message>
    <message>
        <source>Go on with half the batch</source>
        <translation>批次减半并继续</translation>
    </message>
    <message>
        <source>Try a lower learning rate, a limit of the gradient&apos;s norm, or fp32.</source>
        <translation>可尝试降低学习率、限制梯度范数，或使用 fp32。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Stopped at step %1 of %2; what it has learned is kept.</source>
        <translation>已在第 %1 步（共 %2 步）停止；学到的内容已保留。</translation>
    </message>
    <message>
        <source>Cancelled; its last checkpoint is kept.</source>
        <translation>已取消；最后一个检查点已保留。</translation>
    </message>
    <message>
        <source>Cancelled before the first step.</source>
        <translation>在第一步之前已取消。</translation>
    </message>
    <message>
        <source>Weights, one copy</source>
        <translation>权重（一份）</translation>
    </message>
    <message>
        <source>Both branches share them, in %1.</source>
        <translation>两个分支共用，精度为 %1。</translation>
    </message>
    <message>
        <source>Adapter and gate</source>
        <translation>适配器和门控</translation>
    </message>
    <message>
        <source>%1 trained parameters, in fp32.</source>
        <translation>%1 个可训练参数，精度为 fp32。</translation>
    </message>
    <message>
        <source>Gradients, optimizer</source>
        <translation>梯度和优化器</translation>
    </message>
    <message>
        <source>A gradient and the optimizer&apos;s state for each trained parameter.</source>
        <translation>每个可训练参数的梯度和优化器状态。</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>What the backward pass needs of one batch of the longest rows; a smaller batch needs less.</source>
        <translation>一批最长样本的反向传播所需；批次越小，所需越少。</translation>
    </message>
    <message>
        <source>Memory cache</source>
        <translation>记忆缓存</translation>
    </message>
    <message>
        <source>The base model&apos;s memories of all answers, kept so that later epochs need not compute them again.</source>
        <translation>基座模型对所有回答的记忆；保留后，后续各轮无需重新计算。</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>The sum; the program itself comes on top.</source>
        <translation>以上之和；程序自身的占用另计。</translation>
    </message>
    <message>
        <source>Tokens per epoch</source>
        <translation>每轮词元数</translation>
    </message>
    <message>
        <source>Of %1 rows: up to 200 counted, the rest by their mean.</source>
        <translation>共 %1 条样本：最多统计 200 条，其余按均值估算。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Optimizer steps of the whole run.</source>
        <translation>整个运行的优化器步数。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>No run of this model yet: time is known after the first.</source>
        <translation>该模型还没有运行：完成第一个运行后才能估算时间。</translation>
    </message>
    <message>
        <source>At %1 tokens/s, as in %2.</source>
        <translation>按 %2 的速度（%1 词元/秒）估算。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Of the newest step, nats per answer token.</source>
        <translation>最新一步的损失，单位为 nats / 回答词元。</translation>
    </message>
    <message>
        <source>Tokens trained</source>
        <translation>已训练词元</translation>
    </message>
    <message>
        <source>Prompt and answer tokens since the run began.</source>
        <translation>运行开始以来的提示词和回答词元数。</translation>
    </message>
    <message>
        <source>Memory now</source>
        <translation>当前内存</translation>
    </message>
    <message>
        <source>Of this whole program.</source>
        <translation>整个程序的占用。</translation>
    </message>
    <message>
        <source>The base model&apos;s memories kept so far.</source>
        <translation>目前已保留的基座模型记忆。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::AnswerBoard</name>
    <message>
        <source>The answer will be here.</source>
        <translation>回答将显示在此处。</translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation>未回答。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The answer to the chosen row will be here.</source>
        <translation>所选行的回答将显示在此处。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::AnswerCard</name>
    <message>
        <source>Answer, coloured by which memory speaks</source>
        <translation>回答（按记忆来源着色）</translation>
    </message>
    <message>
        <source>Base share</source>
        <translation>基座占比</translation>
    </message>
    <message>
        <source>KL to base</source>
        <translation>与基座的 KL</translation>
    </message>
    <message>
        <source>KL to tuned</source>
        <translation>与微调的 KL</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Logit split</source>
        <translation>logit 分解</translation>
    </message>
    <message>
        <source>What the tokens are coloured by</source>
        <translation>词元着色依据</translation>
    </message>
    <message>
        <source>The mean of the gate: how much of the base memory is in the mix</source>
        <translation>门控的均值：混合中基座记忆的占比</translation>
    </message>
    <message>
        <source>How far the mix is from what the base model would say, KL(base ‖ mix)</source>
        <translation>混合结果与基座模型输出相差多远，KL(base ‖ mix)</translation>
    </message>
    <message>
        <source>How far the mix is from what the tuned model would say, KL(tuned ‖ mix)</source>
        <translation>混合结果与微调模型输出相差多远，KL(tuned ‖ mix)</translation>
    </message>
    <message>
        <source>How unsure the mix is of this token</source>
        <translation>混合结果对该词元的不确定程度</translation>
    </message>
    <message>
        <source>How much of the chosen token&apos;s logit each memory gave, exactly</source>
        <translation>两份记忆各自对所选词元的 logit 的贡献（精确值）</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The answer will stand here, each word in the colour of the memory that speaks. Write a prompt and press Generate.</source>
        <translation>回答将显示在此处，每个词的颜色表示由哪份记忆主导。写好提示词后点击“生成”。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The prompt&apos;s tokens: the gate asks its question with their means</source>
        <translation>提示词的词元：门控以其均值作为查询</translation>
    </message>
    <message>
        <source>Query: the prompt&apos;s tokens</source>
        <translation>查询：提示词的词元</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Stretch the colour scale to this answer</source>
        <translation>将色标拉伸到此回答的范围</translation>
    </message>
    <message>
        <source>Intensity of the colours</source>
        <translation>着色强度</translation>
    </message>
    <message>
        <source>How strong the colours are</source>
        <translation>颜色的深浅</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Full colour for the share of this answer that is farthest from 0.5, so that small differences are seen; the scale says how small</source>
        <translation>以此回答中离 0.5 最远的占比为满色，便于看清细微差异；实际范围见色标</translation>
    </message>
    <message>
        <source>This scale follows the answer already</source>
        <translation>此色标已随回答调整</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>≥ %1 nats</source>
        <translation>≥ %1 nats</translation>
    </message>
    <message>
        <source>Full colour from the 95th percentile of this answer</source>
        <translation>从此回答的第 95 百分位起为满色</translation>
    </message>
    <message>
        <source>tuned %1</source>
        <translation>微调 %1</translation>
    </message>
    <message>
        <source>%1 base</source>
        <translation>%1 基座</translation>
    </message>
    <message>
        <source>Full colour at %1 and %2, as far from 0.5 as this answer goes; 1 would be the base memory alone, 0 the tuned one alone</source>
        <translation>在 %1 和 %2 处为满色，即此回答离 0.5 最远之处；1 表示只有基座记忆，0 表示只有微调记忆</translation>
    </message>
    <message>
        <source>1: the base memory alone, 0: the tuned one alone, 0.5: both alike</source>
        <translation>1：只有基座记忆，0：只有微调记忆，0.5：各占一半</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>均值 %1</translation>
    </message>
    <message>
        <source>mean %1 nats</source>
        <translation>均值 %1 nats</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
</context>
<context>
    <name>interweave::ui::AnswerListModel</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>interwoven</source>
        <translation>交织</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>interweave::ui::AnswerPane</name>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy the whole hashes of what spoke here</source>
        <translation>复制此回答所用权重的完整哈希</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>回答：%1</translation>
    </message>
    <message>
        <source>Base share</source>
        <translation>基座占比</translation>
    </message>
    <message>
        <source>Colour by base share</source>
        <translation>按基座占比着色</translation>
    </message>
    <message>
        <source>Colour each token by how much of it came from the base memory: blue all, orange none</source>
        <translation>按每个词元来自基座记忆的比例着色：蓝色为全部，橙色为无</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>No text: it ended at once.</source>
        <translation>无文本：一开始就结束了。</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 词元/秒</translation>
    </message>
</context>
<context>
    <name>interweave::ui::BarChart</name>
    <message>
        <source>Bar chart</source>
        <translation>柱状图</translation>
    </message>
    <message>
        <source>  (%1 to %2)</source>
        <translation>（%1 至 %2）</translation>
    </message>
</context>
<context>
    <name>interweave::ui::CandidateModel</name>
    <message>
        <source>%1 with probability %2 (token %3)</source>
        <translation>%1，概率 %2（词元 %3）</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>mix</source>
        <translation>混合</translation>
    </message>
</context>
<context>
    <name>interweave::ui::Chart</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export PNG…</source>
        <translation>导出 PNG…</translation>
    </message>
    <message>
        <source>Export SVG…</source>
        <translation>导出 SVG…</translation>
    </message>
    <message>
        <source>Export PDF…</source>
        <translation>导出 PDF…</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>%1 files (*.%2)</source>
        <translation>%1 文件 (*.%2)</translation>
    </message>
    <message>
        <source>Log x</source>
        <translation>对数 x 轴</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>对数 y 轴</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose a folder that you may write to.</source>
        <translation>无法写入 %1。选择一个有写入权限的文件夹。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::CheckpointChooser</name>
    <message>
        <source>State of the run</source>
        <translation>运行的状态</translation>
    </message>
    <message>
        <source>The run as it is, or as a checkpoint kept it</source>
        <translation>运行的当前状态，或某个检查点保存的状态</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ClaimsCard</name>
    <message>
        <source>What may be said</source>
        <translation>可下的结论</translation>
    </message>
    <message>
        <source>paired, same rows</source>
        <translation>配对，相同样本</translation>
    </message>
    <message>
        <source>What each run gained and lost</source>
        <translation>各运行的得失</translation>
    </message>
    <message>
        <source>Nothing yet. Sentences need the base and the runs measured on the same rows: press Evaluate and choose all branches.</source>
        <translation>暂无结论。基座与各运行须在相同样本上评测：点击“评测”并选择全部分支。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>One prompt</source>
        <translation>单条提示词</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>One prompt or a list</source>
        <translation>单条提示词或列表</translation>
    </message>
    <message>
        <source>Kept…</source>
        <translation>已保存…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>暂无可比较的内容</translation>
    </message>
    <message>
        <source>Here the base, the tuned and the interwoven model answer the same prompt side by side. It takes a run with an adapter and a gate.</source>
        <translation>基座、微调和交织模型在此并排回答同一条提示词。需要一个带适配器和门控的运行。</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>That run has no adapter with a gate; only runs that have both can be compared.</source>
        <translation>该运行没有带门控的适配器；只有两者兼备的运行才能比较。</translation>
    </message>
    <message>
        <source>Not while the voices answer</source>
        <translation>各分支正在回答，暂不可用</translation>
    </message>
    <message>
        <source>%1 prompts were not answered; the last: %2</source>
        <translation>%1 条提示词未得到回答；最近一次错误：%2</translation>
    </message>
    <message>
        <source>%1 holds no prompt; each line should be one, or an object with &quot;prompt&quot; or &quot;input&quot;.</source>
        <translation>%1 中没有提示词；每行应为一条提示词，或一个含 &quot;prompt&quot; 或 &quot;input&quot; 的对象。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ConfigurationCard</name>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes of the chosen run</source>
        <translation>所选运行的备注</translation>
    </message>
    <message>
        <source>Saved by itself, with the run</source>
        <translation>自动随运行保存</translation>
    </message>
    <message>
        <source>Filter keys and values</source>
        <translation>筛选键和值</translation>
    </message>
    <message>
        <source>Filter the configuration</source>
        <translation>筛选配置</translation>
    </message>
    <message>
        <source>Show only keys or values that have this in them</source>
        <translation>只显示包含此内容的键或值</translation>
    </message>
    <message>
        <source>Configuration of the chosen runs</source>
        <translation>所选运行的配置</translation>
    </message>
    <message>
        <source>Configuration, where they differ</source>
        <translation>配置差异</translation>
    </message>
    <message>
        <source>the same in all</source>
        <translation>全部相同</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ConfigurationModel</name>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
</context>
<context>
    <name>interweave::ui::CurvesCard</name>
    <message>
        <source>Curves of the chosen runs</source>
        <translation>所选运行的曲线</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>对数 y 轴</translation>
    </message>
    <message>
        <source>Draw the upper chart&apos;s values on a logarithmic axis</source>
        <translation>以对数坐标轴绘制上图的值</translation>
    </message>
    <message>
        <source>reading curves, %1 of %2</source>
        <translation>正在读取曲线，%1/%2</translation>
    </message>
    <message>
        <source>Figure of the upper chart</source>
        <translation>上图的指标</translation>
    </message>
    <message>
        <source>Figure of the lower chart</source>
        <translation>下图的指标</translation>
    </message>
    <message>
        <source>Upper chart of curves</source>
        <translation>上方曲线图</translation>
    </message>
    <message>
        <source>Lower chart of curves</source>
        <translation>下方曲线图</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>How much of each value is taken from those before it. The raw values stay behind the curve.</source>
        <translation>每个值中取自之前各值的比例。原始值仍显示在曲线后方。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Nothing was recorded</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>Choose runs in the table to see their curves</source>
        <translation>在表格中选择运行以查看其曲线</translation>
    </message>
</context>
<context>
    <name>interweave::ui::CurvesPanel</name>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation>损失随步数的变化</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>nats per answer token</source>
        <translation>nats / 回答词元</translation>
    </message>
    <message>
        <source>The first step is on its way</source>
        <translation>第一步正在进行</translation>
    </message>
    <message>
        <source>Smoothing of the loss</source>
        <translation>损失的平滑</translation>
    </message>
    <message>
        <source>How much of the earlier loss each point keeps; the raw loss stays, faintly</source>
        <translation>每个点保留多少之前的损失；原始损失以淡色显示</translation>
    </message>
    <message>
        <source>smoothing %1</source>
        <translation>平滑 %1</translation>
    </message>
    <message>
        <source>How the loss axis runs</source>
        <translation>损失轴的刻度</translation>
    </message>
    <message>
        <source>Steps taken</source>
        <translation>已完成步数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>interweave::ui::DataPage</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What training would read</source>
        <translation>训练将读取的内容</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>No rows read yet</source>
        <translation>尚未读取样本</translation>
    </message>
    <message>
        <source>Drop a file of rows here, or choose one: JSON lines, JSON, CSV, TSV or text. What training would make of it will stand here: prompts, tokens, lengths, what is wrong with it, and which test rows it gives away.</source>
        <translation>将样本文件拖放到此处，或选择一个文件：JSON Lines、JSON、CSV、TSV 或文本。这里会显示训练将如何读取它：提示词、词元、长度、存在的问题，以及它泄漏了哪些测试样本。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>interweave::ui::EstimateCard</name>
    <message>
        <source>Before the start</source>
        <translation>开始之前</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估算</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>正在估算…</translation>
    </message>
</context>
<context>
    <name>interweave::ui::EvaluatePanel</name>
    <message>
        <source>Evaluate a run</source>
        <translation>评测运行</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The run whose answers are scored</source>
        <translation>要评测其回答的运行</translation>
    </message>
    <message>
        <source>What is kept and lost needs the base and the run on the same rows</source>
        <translation>要得出保留与丢失，需在相同样本上评测基座和该运行</translation>
    </message>
    <message>
        <source>All that the run has</source>
        <translation>全部分支</translation>
    </message>
    <message>
        <source>Base only</source>
        <translation>仅基座</translation>
    </message>
    <message>
        <source>Tuned only</source>
        <translation>仅微调</translation>
    </message>
    <message>
        <source>Interwoven only</source>
        <translation>仅交织</translation>
    </message>
    <message>
        <source>as the suite says</source>
        <translation>按评测套件设定</translation>
    </message>
    <message>
        <source>Only the first rows of each task: quicker, with wider intervals. 0: as the suite says</source>
        <translation>只取每个任务的前若干样本：更快，但区间更宽。0：按评测套件设定</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>评测套件</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Rows of each task</source>
        <translation>每任务样本数</translation>
    </message>
    <message>
        <source>Back to the results; an evaluation that runs goes on</source>
        <translation>返回结果；正在进行的评测会继续</translation>
    </message>
    <message>
        <source>suite.yaml or one .jsonl file</source>
        <translation>suite.yaml 或单个 .jsonl 文件</translation>
    </message>
    <message>
        <source>A suite&apos;s YAML file, or one task&apos;s .jsonl file. The list holds the suites of your runs&apos; recipes and those used before</source>
        <translation>评测套件的 YAML 文件，或单个任务的 .jsonl 文件。列表中包含各运行的配方所用的评测套件，以及以前用过的评测套件</translation>
    </message>
    <message>
        <source>Choose the suite&apos;s file</source>
        <translation>选择评测套件文件</translation>
    </message>
    <message>
        <source>This run has no gate</source>
        <translation>该运行没有门控</translation>
    </message>
    <message>
        <source>There is no trained run yet.</source>
        <translation>尚无训练好的运行。</translation>
    </message>
    <message>
        <source>Choose a suite first.</source>
        <translation>先选择评测套件。</translation>
    </message>
    <message>
        <source>A training runs: the evaluation waits in the queue until it has ended.</source>
        <translation>训练正在进行：评测将在队列中等待其结束。</translation>
    </message>
    <message>
        <source>Choose a suite</source>
        <translation>选择评测套件</translation>
    </message>
    <message>
        <source>Suites and tasks (*.yaml *.yml *.jsonl);;All files (*)</source>
        <translation>评测套件和任务 (*.yaml *.yml *.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Cancelled. What was done is kept: Start goes on from there.</source>
        <translation>已取消。已完成的部分会保留：点击“开始”即可从该处继续。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::EvaluationRunner</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rows of this task that are done</source>
        <translation>该任务已完成的样本</translation>
    </message>
    <message>
        <source>What is done is kept: the same evaluation goes on from there</source>
        <translation>已完成的部分会保留：再次运行同一评测时从该处继续</translation>
    </message>
    <message>
        <source>Waiting until the training has ended …</source>
        <translation>等待训练结束…</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Stopping after this batch …</source>
        <translation>本批次完成后停止…</translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows</source>
        <translation>%1：%2/%3 条样本</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，剩余 %1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ExportMenu</name>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出比较结果</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>%1 is written</source>
        <translation>已写入 %1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FetchCard</name>
    <message>
        <source>Fetch from the hub</source>
        <translation>从 Hub 下载</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set, so no request is made. Start the workbench without it to fetch.</source>
        <translation>已设置 HF_HUB_OFFLINE，因此不会发出请求。要下载，取消该设置后重新启动工作台。</translation>
    </message>
    <message>
        <source>What has come stays: the next fetch goes on there</source>
        <translation>已下载的部分会保留：下次下载从该处继续</translation>
    </message>
    <message>
        <source>Name on the hub</source>
        <translation>Hub 上的名称</translation>
    </message>
    <message>
        <source>ORG/NAME, or a link</source>
        <translation>ORG/NAME，或链接</translation>
    </message>
    <message>
        <source>As the hub calls it, for example HuggingFaceTB/SmolLM2-135M; a link to its page does, too</source>
        <translation>Hub 上的名称，例如 HuggingFaceTB/SmolLM2-135M；也可填写其页面链接</translation>
    </message>
    <message>
        <source>Model or data set</source>
        <translation>模型或数据集</translation>
    </message>
    <message>
        <source>Another revision than main, other files than those that are read here</source>
        <translation>选用 main 以外的修订版本，或此处默认读取范围以外的文件</translation>
    </message>
    <message>
        <source>A branch, a tag or a commit</source>
        <translation>分支、标签或提交</translation>
    </message>
    <message>
        <source>what is read here</source>
        <translation>此处可读取的文件</translation>
    </message>
    <message>
        <source>Patterns with spaces between them, for example *Q4_K_M*; * stands for anything. Pickles are never fetched: they run code when they are read</source>
        <translation>以空格分隔的模式，例如 *Q4_K_M*；* 匹配任意内容。pickle 文件从不下载：读取时会执行其中的代码</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>简单</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>The hub is being asked about %1</source>
        <translation>正在向 Hub 查询 %1</translation>
    </message>
    <message>
        <source>%1 is being fetched</source>
        <translation>正在下载 %1</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Fetch %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Look at the files of what is named at the right (Ctrl+Return)</source>
        <translation>查看右侧所填仓库的文件（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Fetch the ticked files (Ctrl+Return)</source>
        <translation>下载勾选的文件（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Asking the hub what there is…</source>
        <translation>正在向 Hub 查询可用文件…</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FigureCard</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Choose what chart %1 shows</source>
        <translation>选择图表 %1 显示的内容</translation>
    </message>
    <message>
        <source>Choose what this chart shows</source>
        <translation>选择此图表显示的内容</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FindingModel</name>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The row&apos;s end</source>
        <translation>样本末尾</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FindingsCard</name>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>Findings in the file, or of test rows</source>
        <translation>文件中的问题，或测试样本的问题</translation>
    </message>
    <message>
        <source>Lines and what is found there</source>
        <translation>各行及其中发现的问题</translation>
    </message>
    <message>
        <source>No bad line, and no row that says again what another says.</source>
        <translation>没有无效行，也没有重复样本。</translation>
    </message>
    <message>
        <source>Choose a test set or a suite under “Held against” to see which of its rows the training data gives away.</source>
        <translation>在“对照数据”处选择测试集或评测套件，查看其中哪些样本被训练数据泄漏。</translation>
    </message>
    <message>
        <source>The training data gives none of the test rows away.</source>
        <translation>训练数据未泄漏任何测试样本。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FlipModel</name>
    <message>
        <source>%1 rescued · %2 lost</source>
        <translation>挽回 %1 · 丢失 %2</translation>
    </message>
    <message>
        <source>%1 against its own tuned branch, %2 rows.</source>
        <translation>%1 对比其自身的微调分支，%2 条样本。</translation>
    </message>
    <message>
        <source>%1 against %2, %3 rows.</source>
        <translation>%1 对比 %2，%3 条样本。</translation>
    </message>
    <message>
        <source>The base has %1 of the rescued right.</source>
        <translation>挽回的样本中，基座答对 %1 条。</translation>
    </message>
    <message>
        <source>%1&apos;s own tuned branch was not measured on these rows; evaluate all branches of it to see what its gate alone does.</source>
        <translation>未在这些样本上评测 %1 自身的微调分支；评测其全部分支，才能看出门控单独的作用。</translation>
    </message>
    <message>
        <source>Line of the task&apos;s file. ▲ rescued: the tuned branch has it wrong, the interwoven one right. ▼ lost despite the gate: the reverse</source>
        <translation>任务文件中的行号。▲ 挽回：微调分支答错，交织分支答对。▼ 有门控仍丢失：与之相反</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>The first word of the interwoven answer that the tuned one has not, and what it has there</source>
        <translation>交织回答中首个与微调回答不同的词，以及微调回答在该处的词</translation>
    </message>
    <message>
        <source>First parting</source>
        <translation>首个分歧</translation>
    </message>
    <message>
        <source>Whether the base has it right</source>
        <translation>基座是否答对</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>ended, not %1</source>
        <translation>结束，而非 %1</translation>
    </message>
    <message>
        <source>%1, tuned ended</source>
        <translation>%1，微调已结束</translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation>%1，而非 %2</translation>
    </message>
    <message>
        <source>Rescued from forgetting: the base could do it</source>
        <translation>从遗忘中挽回：基座原本能答对</translation>
    </message>
    <message>
        <source>Rescued</source>
        <translation>挽回</translation>
    </message>
    <message>
        <source>Lost despite the gate</source>
        <translation>有门控仍丢失</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Interwoven</source>
        <translation>交织</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FlipsCard</name>
    <message>
        <source>Rows the gate rescued</source>
        <translation>门控挽回的样本</translation>
    </message>
    <message>
        <source>Run whose gate is looked at</source>
        <translation>要查看其门控的运行</translation>
    </message>
    <message>
        <source>Rows that the gate rescued or lost</source>
        <translation>门控挽回或丢失的样本</translation>
    </message>
    <message>
        <source>Open in Compare</source>
        <translation>在“比较”中打开</translation>
    </message>
    <message>
        <source>Both have the same rows right and the same rows wrong.</source>
        <translation>两者答对和答错的样本完全相同。</translation>
    </message>
    <message>
        <source>Rows that tuning alone gets wrong and the gate gets right appear here, and those it loses. Choose a run that has a gate.</source>
        <translation>这里显示仅靠微调答错而门控答对的样本，以及门控丢失的样本。选择一个带门控的运行。</translation>
    </message>
    <message>
        <source>Rows that tuning alone gets wrong and the gate gets right appear here, and those it loses. It takes the answers of a tuned branch on the same rows: press Evaluate and choose all branches, or choose a plain run beside it.</source>
        <translation>这里显示仅靠微调答错而门控答对的样本，以及门控丢失的样本。这需要微调分支在相同样本上的回答：点击“评测”并选择全部分支，或另选一个无门控的运行作对照。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FollowedRun</name>
    <message>
        <source>loading</source>
        <translation>加载中</translation>
    </message>
    <message>
        <source>Measuring %1: %2 of %3 rows</source>
        <translation>正在评测 %1：%2/%3 条样本</translation>
    </message>
    <message>
        <source>the run that loads</source>
        <translation>正在加载的运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ForgettingPage</name>
    <message>
        <source>Forgetting</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评测</translation>
    </message>
    <message>
        <source>Suite that is looked at</source>
        <translation>当前查看的评测套件</translation>
    </message>
    <message>
        <source>What was measured as a part of this suite only</source>
        <translation>只显示用该评测套件评测的结果</translation>
    </message>
    <message>
        <source>One HTML page about the chosen runs, to send and to keep</source>
        <translation>关于所选运行的单页 HTML，便于发送和留存</translation>
    </message>
    <message>
        <source>The table as comma-separated values</source>
        <translation>将表格导出为逗号分隔值</translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation>尚未训练任何模型</translation>
    </message>
    <message>
        <source>What a run learned and what it lost of its base appears here, task by task, with intervals. The demonstration trains a small model with and without the gate and measures both, in about a minute.</source>
        <translation>这里按任务显示运行学到了什么、丢失了基座的哪些能力，并附区间。演示会分别在有门控和无门控的情况下训练一个小模型并评测两者，约需一分钟。</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>No run has been measured yet</source>
        <translation>尚未评测任何运行</translation>
    </message>
    <message>
        <source>Evaluate a run on a suite of tasks: its base&apos;s scores and its own, what it kept and what it lost appear here.</source>
        <translation>在评测套件上评测一个运行：这里会显示其基座和自身的得分，以及保留与丢失的部分。</translation>
    </message>
    <message>
        <source>Evaluate a run</source>
        <translation>评测运行</translation>
    </message>
    <message>
        <source>%1 has not been evaluated yet: there are no scores to show.</source>
        <translation>%1 尚未评测：没有可显示的得分。</translation>
    </message>
    <message>
        <source>Comparing row by row …</source>
        <translation>正在逐样本比较…</translation>
    </message>
    <message>
        <source>All suites</source>
        <translation>所有评测套件</translation>
    </message>
    <message>
        <source>1 task</source>
        <translation>1 个任务</translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation>%1 个任务</translation>
    </message>
    <message>
        <source>Evaluating …</source>
        <translation>正在评测…</translation>
    </message>
    <message>
        <source>Score a run and its base on a suite of tasks</source>
        <translation>在评测套件上为运行及其基座打分</translation>
    </message>
    <message>
        <source>There is no trained run yet: train one first</source>
        <translation>尚无训练好的运行：先训练一个</translation>
    </message>
    <message>
        <source>The evaluation is done. Results kept with the run: %1.</source>
        <translation>评测完成。随运行保存的结果：%1 个。</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ForgettingSummary</name>
    <message>
        <source>Target gain</source>
        <translation>目标提升</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留率</translation>
    </message>
    <message>
        <source>Worst task</source>
        <translation>最差任务</translation>
    </message>
    <message>
        <source>Backward
transfer</source>
        <translation>后向
迁移</translation>
    </message>
    <message>
        <source>Forward
transfer</source>
        <translation>前向
迁移</translation>
    </message>
    <message>
        <source>Text, nats</source>
        <translation>文本（nats）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>: %1</source>
        <translation>：%1</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>，然后 </translation>
    </message>
    <message>
        <source>Points gained on the tasks that were learned, on average</source>
        <translation>所学任务上提升的百分点，取平均</translation>
    </message>
    <message>
        <source>Points lost on all other tasks, on average</source>
        <translation>其他所有任务上丢失的百分点，取平均</translation>
    </message>
    <message>
        <source>Share of the base&apos;s score that is left on the tasks that were not learned, on average</source>
        <translation>未学任务上得分相对基座的保留比例，取平均</translation>
    </message>
    <message>
        <source>The task that fell most, and by how many points</source>
        <translation>下降最多的任务及其下降的百分点</translation>
    </message>
    <message>
        <source>Points that the tasks learned earlier moved by since each was learned, on average</source>
        <translation>较早学习的任务自学完以来变化的百分点，取平均</translation>
    </message>
    <message>
        <source>Points that the tasks learned later had moved by before each was learned, on average</source>
        <translation>较晚学习的任务在学习之前已变化的百分点，取平均</translation>
    </message>
    <message>
        <source>Rise of the cross-entropy on text tasks, in nats per token, on average</source>
        <translation>文本任务上交叉熵的上升，单位为 nats / 词元，取平均</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ForgettingTable</name>
    <message>
        <source>%1: score and its 95 % interval, %2</source>
        <translation>%1：得分及其 95 % 区间，%2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
</context>
<context>
    <name>interweave::ui::FormFields</name>
    <message>
        <source>All that is usually set; the YAML has every key</source>
        <translation>所有常用设置；YAML 中有全部键</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>更少设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Batches of a step</source>
        <translation>每步批次数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Choose on disk</source>
        <translation>从磁盘选择</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>A .gguf file…</source>
        <translation>.gguf 文件…</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
</context>
<context>
    <name>interweave::ui::GatePage</name>
    <message>
        <source>%1 · checkpoint of step %2</source>
        <translation>%1 · 第 %2 步的检查点</translation>
    </message>
    <message>
        <source>%1 as it was at step %2</source>
        <translation>%1（第 %2 步时的状态）</translation>
    </message>
    <message>
        <source>%1 as it was in training</source>
        <translation>%1（训练中的状态）</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>Base shares of the answer</source>
        <translation>回答的基座占比</translation>
    </message>
    <message>
        <source>How often each base share occurs in the answer</source>
        <translation>回答中各基座占比出现的频率</translation>
    </message>
    <message>
        <source>How often each base share occurs</source>
        <translation>各基座占比出现的频率</translation>
    </message>
    <message>
        <source>No run with a gate yet</source>
        <translation>尚无带门控的运行</translation>
    </message>
    <message>
        <source>Here the words of an answer take the colour of the memory that speaks: blue where the base model does, orange where what was learned does. That takes a run that was trained with a gate. The demonstration trains a small one within a minute, offline.</source>
        <translation>这里，回答中的每个词按主导它的记忆着色：由基座模型主导为蓝色，由学到的内容主导为橙色。这需要一个带门控训练的运行。演示可在一分钟内离线训练一个小模型。</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Train a run</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This run has no gate to look at: it was trained without one, or has not begun.</source>
        <translation>该运行没有可查看的门控：训练时未启用门控，或尚未开始。</translation>
    </message>
    <message>
        <source>Kept with %1</source>
        <translation>已随 %1 保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Gives up the answer that is being made</source>
        <translation>放弃正在生成的回答</translation>
    </message>
    <message>
        <source>Answers the prompt and traces each token (Ctrl+Enter)</source>
        <translation>回答提示词并逐词元记录门控轨迹（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Write a prompt first</source>
        <translation>先写提示词</translation>
    </message>
    <message>
        <source>There is no run with a gate yet</source>
        <translation>尚无带门控的运行</translation>
    </message>
    <message>
        <source>Opens an answer that was kept with %1</source>
        <translation>打开随 %1 保存的回答</translation>
    </message>
    <message>
        <source>Writes what is shown to a file</source>
        <translation>将当前显示的内容写入文件</translation>
    </message>
    <message>
        <source>There is nothing to write yet</source>
        <translation>暂无可写入的内容</translation>
    </message>
    <message>
        <source>answering between training steps… %1 s</source>
        <translation>在训练步之间回答… %1 s</translation>
    </message>
    <message>
        <source>answering and tracing… %1 s</source>
        <translation>正在回答并记录门控轨迹… %1 s</translation>
    </message>
    <message>
        <source>%1 · kept %2</source>
        <translation>%1 · 保存于 %2</translation>
    </message>
    <message>
        <source>Token %1 of %2: %3, base share %4</source>
        <translation>词元 %1/%2：%3，基座占比 %4</translation>
    </message>
    <message>
        <source>adapter %1 · gate %2</source>
        <translation>适配器 %1 · 门控 %2</translation>
    </message>
    <message>
        <source>What spoke here, by content.
Adapter %1
Gate %2</source>
        <translation>作出此回答的权重，以内容哈希标识。
适配器 %1
门控 %2</translation>
    </message>
</context>
<context>
    <name>interweave::ui::GatePromptCard</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Stop at a line&apos;s end</source>
        <translation>遇换行停止</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Keep with the run</source>
        <translation>随运行保存</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The run whose gate is looked at</source>
        <translation>要查看其门控的运行</translation>
    </message>
    <message>
        <source>What the model should answer. Ctrl+Enter generates.</source>
        <translation>要模型回答的内容。按 Ctrl+Enter 生成。</translation>
    </message>
    <message>
        <source>Answer to look at</source>
        <translation>要查看的回答</translation>
    </message>
    <message>
        <source>An answer to look at; empty: the model&apos;s own</source>
        <translation>要查看的回答；留空则由模型生成</translation>
    </message>
    <message>
        <source>The gate of this text, token by token, as if the model had said it</source>
        <translation>逐词元显示此文本的门控，视同模型所答</translation>
    </message>
    <message>
        <source>New tokens at most</source>
        <translation>最多生成的词元数</translation>
    </message>
    <message>
        <source>The answer ends after so many tokens at the latest</source>
        <translation>回答最多生成这么多词元</translation>
    </message>
    <message>
        <source>The answer ends before its first line break</source>
        <translation>回答在第一个换行之前结束</translation>
    </message>
    <message>
        <source>The prompt is a user&apos;s message, put into the model&apos;s chat template; for models that were trained on conversations</source>
        <translation>将提示词作为用户消息套入模型的对话模板；适用于用对话数据训练的模型</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>最多生成</translation>
    </message>
    <message>
        <source>%1 · training now, as it is</source>
        <translation>%1 · 正在训练，当前状态</translation>
    </message>
    <message>
        <source>A run keeps what its final adapter said, not what a checkpoint does</source>
        <translation>运行只保存最终适配器的回答，不保存检查点的回答</translation>
    </message>
    <message>
        <source>Answers can be kept once the training has ended and the run has its adapter</source>
        <translation>训练结束、运行有了适配器之后才能保存回答</translation>
    </message>
    <message>
        <source>Keeps the answer and all that is shown of it; Open… brings it back</source>
        <translation>保存回答及其全部显示内容；可通过“打开…”重新查看</translation>
    </message>
</context>
<context>
    <name>interweave::ui::HeatMap</name>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
</context>
<context>
    <name>interweave::ui::Histogram</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>interweave::ui::JobThread</name>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>an unknown failure</source>
        <translation>未知错误</translation>
    </message>
</context>
<context>
    <name>interweave::ui::KeptMenu</name>
    <message>
        <source>No run is chosen</source>
        <translation>未选择运行</translation>
    </message>
    <message>
        <source>Comparisons kept with %1, to be looked at again</source>
        <translation>随 %1 保存的比较，可再次查看</translation>
    </message>
    <message>
        <source>Nothing is kept with this run yet</source>
        <translation>该运行尚未保存任何比较</translation>
    </message>
    <message>
        <source>%1 older ones: see the run&apos;s report</source>
        <translation>另有 %1 个更早的：见运行报告</translation>
    </message>
</context>
<context>
    <name>interweave::ui::LearningCard</name>
    <message>
        <source>adapter scale</source>
        <translation>适配器缩放</translation>
    </message>
    <message>
        <source>logit mix</source>
        <translation>logit 混合</translation>
    </message>
    <message>
        <source>Learning against forgetting</source>
        <translation>学习与遗忘</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>百分点</translation>
    </message>
    <message>
        <source>Nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>all evaluated runs · right and down is better</source>
        <translation>所有已评测的运行 · 越靠右下越好</translation>
    </message>
    <message>
        <source>Right: points gained on the tasks that rose. Up: points lost on the others, or the rise of the cross-entropy of text. From the stored scores with their 95 % intervals; a task rose where its interval lies above the base&apos;s. Dotted: those that no other outdoes. Curves: a chosen run&apos;s adapter scaled down, or its logits mixed with the base&apos;s. Click a point to show or leave out its run.</source>
        <translation>向右：得分上升的任务所提升的百分点。向上：其他任务丢失的百分点，或文本交叉熵的上升。取自已保存的得分及其 95 % 区间；区间高于基座区间的任务视为上升。点线：前沿，即未被其他运行超过的运行。曲线：将所选运行的适配器缩小，或将其 logit 与基座的 logit 混合。点击某点可显示或隐藏对应的运行。</translation>
    </message>
    <message>
        <source>What forgetting is measured by</source>
        <translation>遗忘的度量方式</translation>
    </message>
    <message>
        <source>Learning against forgetting of all evaluated runs</source>
        <translation>所有已评测运行的学习与遗忘</translation>
    </message>
    <message>
        <source>Runs that were measured together with their base appear here</source>
        <translation>这里显示与基座一同评测的运行</translation>
    </message>
    <message>
        <source>Open in Compare</source>
        <translation>在“比较”中打开</translation>
    </message>
    <message>
        <source>learned, points</source>
        <translation>学到（百分点）</translation>
    </message>
    <message>
        <source>rise on text, nats</source>
        <translation>文本交叉熵上升（nats）</translation>
    </message>
    <message>
        <source>forgotten, points</source>
        <translation>遗忘（百分点）</translation>
    </message>
</context>
<context>
    <name>interweave::ui::LengthsCard</name>
    <message>
        <source>Lengths in tokens</source>
        <translation>长度（词元）</translation>
    </message>
    <message>
        <source>Rows by the length of their prompt</source>
        <translation>样本按提示词长度的分布</translation>
    </message>
    <message>
        <source>These rows have no prompts</source>
        <translation>这些样本没有提示词</translation>
    </message>
    <message>
        <source>Rows by the length of their answer</source>
        <translation>样本按回答长度的分布</translation>
    </message>
    <message>
        <source>Prompts: %1</source>
        <translation>提示词：%1</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>回答：%1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::LineChart</name>
    <message>
        <source>Line chart</source>
        <translation>折线图</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 条</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ListCard</name>
    <message>
        <source>Prompts and answers</source>
        <translation>提示词与回答</translation>
    </message>
    <message>
        <source>Prompts answered</source>
        <translation>已回答的提示词</translation>
    </message>
    <message>
        <source>choose a file of prompts above</source>
        <translation>在上方选择提示词文件</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已回答 %1/%2</translation>
    </message>
    <message>
        <source>%1 · %2 differ</source>
        <translation>%1 · %2 条不同</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 剩余 %2</translation>
    </message>
</context>
<context>
    <name>interweave::ui::LogitBar</name>
    <message>
        <source>Logit from base %1, from tuned %2</source>
        <translation>logit：来自基座 %1，来自微调 %2</translation>
    </message>
</context>
<context>
    <name>interweave::ui::MainWindow</name>
    <message>
        <source>Interweave</source>
        <translation>Interweave</translation>
    </message>
    <message>
        <source>The language changes when Interweave is started again.</source>
        <translation>重启 Interweave 后，语言更改生效。</translation>
    </message>
    <message>
        <source>The demonstration did not finish: %1</source>
        <translation>演示未能完成：%1</translation>
    </message>
    <message>
        <source>The demonstration is done: two runs are kept.</source>
        <translation>演示完成：已保存两个运行。</translation>
    </message>
    <message>
        <source>What was forgotten</source>
        <translation>查看遗忘</translation>
    </message>
    <message>
        <source>About Interweave</source>
        <translation>关于 Interweave</translation>
    </message>
    <message>
        <source>&lt;b&gt;Interweave %1&lt;/b&gt;&lt;p&gt;Fine-tunes language models without making them forget, and shows token by token how they remember.&lt;/p&gt;&lt;p&gt;The method: Song et al., &lt;i&gt;Interweaving Memories of a Siamese Large Language Model&lt;/i&gt;, AAAI 2025, arXiv 2412.17383.&lt;/p&gt;&lt;p&gt;Apache License 2.0&lt;/p&gt;</source>
        <translation>&lt;b&gt;Interweave %1&lt;/b&gt;&lt;p&gt;微调语言模型而不使其遗忘，并逐词元展示模型如何记忆。&lt;/p&gt;&lt;p&gt;方法：Song et al., &lt;i&gt;Interweaving Memories of a Siamese Large Language Model&lt;/i&gt;, AAAI 2025, arXiv 2412.17383.&lt;/p&gt;&lt;p&gt;Apache License 2.0&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>interweave::ui::MeasureLegend</name>
    <message>
        <source>Colour scale from %1 to %2</source>
        <translation>%1 至 %2 的色标</translation>
    </message>
</context>
<context>
    <name>interweave::ui::MeasuredRuns</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Not more than %1 runs side by side</source>
        <translation>最多并排显示 %1 个运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ModelCard</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Revision or file</source>
        <translation>修订版本或文件</translation>
    </message>
    <message>
        <source>There are several: which one is shown and used</source>
        <translation>有多个：选择要显示和使用的一个</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the path; it serves wherever a model is named</source>
        <translation>复制路径；凡需指定模型之处均可使用</translation>
    </message>
    <message>
        <source>Use for training</source>
        <translation>用于训练</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Choose a model to see what it is and what memory it will take.</source>
        <translation>选择模型以查看其信息和所需内存。</translation>
    </message>
    <message>
        <source>Its headers are being read</source>
        <translation>正在读取其文件头</translation>
    </message>
    <message>
        <source>Reading the model&apos;s headers…</source>
        <translation>正在读取模型文件头…</translation>
    </message>
    <message>
        <source>Cannot run here: %1</source>
        <translation>无法在此运行：%1</translation>
    </message>
    <message>
        <source>Write a new training run of this model</source>
        <translation>用该模型新建训练运行</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Fetch what is missing; what is there stays</source>
        <translation>下载缺失的部分；已有的保留</translation>
    </message>
    <message>
        <source>Read every file and hold it against its hash</source>
        <translation>读取每个文件并与其哈希核对</translation>
    </message>
    <message>
        <source>Remove it with all its revisions; there is an undo</source>
        <translation>删除它及其所有修订版本；可以撤销</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ModelCheck</name>
    <message>
        <source>Nothing is changed by it</source>
        <translation>不会改动任何内容</translation>
    </message>
    <message>
        <source>Waits until the fetch has ended…</source>
        <translation>等待下载结束…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ModelTableModel</name>
    <message>
        <source>On disk, all revisions together. Click to sort.</source>
        <translation>磁盘占用，含所有修订版本。点击排序。</translation>
    </message>
    <message>
        <source>Runs that were trained from it. Click to sort.</source>
        <translation>以它为基座训练的运行。点击排序。</translation>
    </message>
    <message>
        <source>Click to sort.</source>
        <translation>点击排序。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Search models and data sets</source>
        <translation>搜索模型和数据集</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Shows those that have every word in their name, kind, state, revision or path</source>
        <translation>显示名称、类型、状态、修订版本或路径中包含所有关键词的条目</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>暂无模型</translation>
    </message>
    <message>
        <source>What is fetched from the hub will stand here, with what other programs have put into its cache and the models that your runs use. A small one to begin with takes about 260 MiB.</source>
        <translation>这里会显示从 Hub 下载的模型，其他程序放入 Hub 缓存的模型，以及各运行使用的模型。可从一个约 260 MiB 的小模型开始。</translation>
    </message>
    <message>
        <source>Fetch SmolLM2-135M</source>
        <translation>下载 SmolLM2-135M</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Needs no network: it brings a tiny model of its own</source>
        <translation>无需网络：自带一个微型模型</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>fetching, %1 %</source>
        <translation>下载中，%1 %</translation>
    </message>
    <message>
        <source>The path is copied.</source>
        <translation>已复制路径。</translation>
    </message>
    <message>
        <source>It is being fetched</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>It is being verified</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Another one is being verified</source>
        <translation>正在校验另一个</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 of %2 found</source>
        <translation>找到 %1/%2</translation>
    </message>
    <message>
        <source>%1 is here.</source>
        <translation>%1 已下载。</translation>
    </message>
    <message>
        <source>%1 was not fetched.</source>
        <translation>%1 未能下载。</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>Deleted %1, from which runs were trained</source>
        <translation>已删除 %1（有运行以它为基座训练）</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>已删除 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ModelsTable</name>
    <message>
        <source>Models and data sets on this machine</source>
        <translation>本机上的模型和数据集</translation>
    </message>
    <message>
        <source>Looking into the cache…</source>
        <translation>正在查看缓存…</translation>
    </message>
    <message>
        <source>Nothing here has “%1”</source>
        <translation>没有包含“%1”的条目</translation>
    </message>
</context>
<context>
    <name>interweave::ui::NavigationRail</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Interweave</source>
        <translation>Interweave</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Open the workspace&apos;s folder</source>
        <translation>打开工作区文件夹</translation>
    </message>
    <message>
        <source>About Interweave</source>
        <translation>关于 Interweave</translation>
    </message>
</context>
<context>
    <name>interweave::ui::NotesEditor</name>
    <message>
        <source>Choose one run to read and write its notes</source>
        <translation>选择一个运行以查看和编辑其备注</translation>
    </message>
    <message>
        <source>What should be remembered of this run?</source>
        <translation>本次运行有什么值得记录？</translation>
    </message>
</context>
<context>
    <name>interweave::ui::Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PartingCard</name>
    <message>
        <source>Where they part</source>
        <translation>分歧处</translation>
    </message>
    <message>
        <source>The three answers are the same, token by token</source>
        <translation>三个回答逐词元完全相同</translation>
    </message>
    <message>
        <source>Token by token, where the three answers are not the same</source>
        <translation>逐词元列出三个回答的不同之处</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PartingModel</name>
    <message>
        <source>no difference</source>
        <translation>没有差异</translation>
    </message>
    <message>
        <source>first difference at token %1 · the first %2 of %3 rows</source>
        <translation>首个分歧在第 %1 个词元 · 显示 %3 处中的前 %2 处</translation>
    </message>
    <message>
        <source>first difference at token %1</source>
        <translation>首个分歧在第 %1 个词元</translation>
    </message>
    <message>
        <source>id %1, probability %2</source>
        <translation>ID %1，概率 %2</translation>
    </message>
    <message>
        <source>How much of the interwoven token came from the base memory: 1 all, 0 nothing</source>
        <translation>交织词元有多少来自基座记忆：1 为全部，0 为没有</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>interwoven</source>
        <translation>交织</translation>
    </message>
    <message>
        <source>base share</source>
        <translation>基座占比</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PlanView</name>
    <message>
        <source>Files to fetch</source>
        <translation>待下载的文件</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Fetch nothing (Esc)</source>
        <translation>不下载（Esc）</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PromptCard</name>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Stop at line end</source>
        <translation>遇换行停止</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Keep with the run</source>
        <translation>随运行保存</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Write a prompt; Ctrl+Enter asks all three voices.</source>
        <translation>输入提示词；按 Ctrl+Enter 让三个分支都回答。</translation>
    </message>
    <message>
        <source>The text that base, tuned and interwoven model go on from</source>
        <translation>基座、微调和交织模型续写的文本</translation>
    </message>
    <message>
        <source>JSON lines with a &quot;prompt&quot; or &quot;input&quot;, or one prompt a line; at most %1</source>
        <translation>JSON Lines（含 &quot;prompt&quot; 或 &quot;input&quot;），或每行一条提示词；最多 %1 条</translation>
    </message>
    <message>
        <source>The same for all three voices; greedy answers do not depend on it</source>
        <translation>三个分支共用；贪心解码的回答不受其影响</translation>
    </message>
    <message>
        <source>The most tokens of each answer</source>
        <translation>每个回答的最大词元数</translation>
    </message>
    <message>
        <source>0, greedy</source>
        <translation>0，贪心</translation>
    </message>
    <message>
        <source>0 is greedy: always the likeliest token. Above, tokens are drawn with the seed</source>
        <translation>0 为贪心解码：始终取概率最高的词元；大于 0 时按随机种子采样</translation>
    </message>
    <message>
        <source>An answer ends before its first line break</source>
        <translation>回答在首个换行前结束</translation>
    </message>
    <message>
        <source>The prompt is a user&apos;s message, put into the model&apos;s chat template; for models that were trained on conversations</source>
        <translation>将提示词作为用户消息套入模型的对话模板；适用于用对话数据训练的模型</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Max new</source>
        <translation>最多生成</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Prompt, answers and the interwoven answer&apos;s trace stay with the run, under &quot;Kept&quot; and in its report</source>
        <translation>提示词、各回答和交织回答的门控轨迹随运行保存，可在“已保存”和运行报告中查看</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>%1: the first %2 prompts</source>
        <translation>%1：前 %2 条提示词</translation>
    </message>
    <message>
        <source>%1: %2 prompts</source>
        <translation>%1：%2 条提示词</translation>
    </message>
    <message>
        <source>1 bad line left out: %1</source>
        <translation>已略过 1 个无效行：%1</translation>
    </message>
    <message>
        <source>%1 bad lines left out: %2</source>
        <translation>已略过 %1 个无效行：%2</translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>尚未选择文件</translation>
    </message>
    <message>
        <source>JSON lines with a &quot;prompt&quot; or &quot;input&quot;, or one prompt a line.</source>
        <translation>JSON Lines（含 &quot;prompt&quot; 或 &quot;input&quot;），或每行一条提示词。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PromptFile</name>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Prompts (*.jsonl *.json *.txt);;All files (*)</source>
        <translation>提示词 (*.jsonl *.json *.txt);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>interweave::ui::PullPlanModel</name>
    <message>
        <source>Nothing is ticked</source>
        <translation>未勾选任何文件</translation>
    </message>
    <message>
        <source>%1, %2 to fetch</source>
        <translation>%1，需下载 %2</translation>
    </message>
    <message>
        <source>%1, all here</source>
        <translation>%1，均已在本地</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>提交 %1</translation>
    </message>
    <message>
        <source>%1 · %2 free</source>
        <translation>%1 · 可用空间 %2</translation>
    </message>
    <message>
        <source>Tick the files to fetch</source>
        <translation>勾选要下载的文件</translation>
    </message>
    <message>
        <source>There is no room: free are %1</source>
        <translation>空间不足：可用空间仅 %1</translation>
    </message>
    <message>
        <source>There are several to choose from: tick the one you want.</source>
        <translation>有多个文件可选：勾选需要的那个。</translation>
    </message>
    <message>
        <source>%1
A pickle, which can run code when it is read: never fetched</source>
        <translation>%1
pickle 文件，读取时可能执行代码：绝不下载</translation>
    </message>
    <message>
        <source>%1
It is here</source>
        <translation>%1
已在本地</translation>
    </message>
    <message>
        <source>pickle</source>
        <translation>pickle</translation>
    </message>
    <message>
        <source>here</source>
        <translation>已在本地</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RadarChart</name>
    <message>
        <source>Radar chart</source>
        <translation>雷达图</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RecipeCard</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The recipe as YAML</source>
        <translation>YAML 格式的配方</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>等效的命令</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Write the recipe to a file that the command line can use too</source>
        <translation>将配方写入文件，命令行也可使用</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>The recipe to start from; what you change below stays yours</source>
        <translation>作为起点的配方；下方所做的修改会保留</translation>
    </message>
    <message>
        <source>My own recipe…</source>
        <translation>我的配方…</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>Recipes (*.yaml *.yml);;All files (*)</source>
        <translation>配方 (*.yaml *.yml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>As this run was started.</source>
        <translation>本次运行启动时的配方。</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>recipe</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Recipes (*.yaml *.yml)</source>
        <translation>配方 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RecipeForm</name>
    <message>
        <source>Full training leaves no base model to interweave with.</source>
        <translation>全参数训练后没有可供交织的基座模型。</translation>
    </message>
    <message>
        <source>There is no gate.</source>
        <translation>没有门控。</translation>
    </message>
    <message>
        <source>The number of steps decides.</source>
        <translation>以步数为准。</translation>
    </message>
    <message>
        <source>No suite is watched.</source>
        <translation>未设置监测套件。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RecipeText</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ResultFiles</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>HTML page (*.html)</source>
        <translation>HTML 网页 (*.html)</translation>
    </message>
    <message>
        <source>Writing the report …</source>
        <translation>正在写入报告…</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RowCard</name>
    <message>
        <source>Row by row</source>
        <translation>逐条查看</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Which of the file&apos;s first rows is shown</source>
        <translation>显示文件开头的哪一条样本</translation>
    </message>
    <message>
        <source>Row </source>
        <translation>样本 </translation>
    </message>
    <message>
        <source>Record, as it was read</source>
        <translation>读取到的原始记录</translation>
    </message>
    <message>
        <source>Prompt, as the tokenizer reads it</source>
        <translation>提示词（分词器读到的形式）</translation>
    </message>
    <message>
        <source> of the first %1</source>
        <translation> / 前 %1 条</translation>
    </message>
    <message>
        <source>line %1 of the file</source>
        <translation>文件第 %1 行</translation>
    </message>
    <message>
        <source>None: the text is learned as a whole.</source>
        <translation>无：整段文本都参与学习。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunActions</name>
    <message>
        <source>Gate</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>See for each token which memory the run draws on</source>
        <translation>查看运行对每个词元取用哪份记忆</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Ask base, tuned and interwoven side by side</source>
        <translation>并排查看基座、微调和交织的回答</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>See what the chosen runs learned and what they forgot</source>
        <translation>查看所选运行学到了什么、遗忘了什么</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Give the run another name</source>
        <translation>为运行改名</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Words to find the run by, with commas between them</source>
        <translation>用于查找运行的词，以逗号分隔</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Write what should be remembered of the run</source>
        <translation>写下本次运行值得记录的内容</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show the run&apos;s files</source>
        <translation>显示运行的文件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move the chosen runs to the deleted ones</source>
        <translation>将所选运行移至“已删除”</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Bring the chosen runs back</source>
        <translation>还原所选运行</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Remove the chosen runs and their files</source>
        <translation>删除所选运行及其文件</translation>
    </message>
    <message>
        <source>Choose one run</source>
        <translation>选择一个运行</translation>
    </message>
    <message>
        <source>Choose runs in the table</source>
        <translation>在表格中选择运行</translation>
    </message>
    <message>
        <source>The run&apos;s folder is missing</source>
        <translation>运行的文件夹不存在</translation>
    </message>
    <message>
        <source>The run has no trained gate: it trained without IMSM, or has not finished</source>
        <translation>该运行没有训练好的门控：训练时未用 IMSM，或尚未完成</translation>
    </message>
    <message>
        <source>Only a run that was stopped, cut off or failed can go on</source>
        <translation>只有已停止、中断或失败的运行才能恢复</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunChanges</name>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个运行</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>已删除 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete %1 for good?</source>
        <translation>永久删除 %1？</translation>
    </message>
    <message>
        <source>Delete %1 runs for good?</source>
        <translation>永久删除 %1 个运行？</translation>
    </message>
    <message>
        <source>Weights, curves, results and notes go. This cannot be undone.</source>
        <translation>权重、曲线、结果和备注都会删除，且无法撤销。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Import a run</source>
        <translation>导入运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunChooser</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The run whose adapter and gate are asked; runs without a gate are not listed</source>
        <translation>使用哪个运行的适配器和门控；没有门控的运行不列出</translation>
    </message>
    <message>
        <source>%1 (in training, as it is)</source>
        <translation>%1（训练中，当前状态）</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunExports</name>
    <message>
        <source>Table as CSV…</source>
        <translation>表格（CSV）…</translation>
    </message>
    <message>
        <source>What the table shows, a line for each run</source>
        <translation>表格中显示的内容，每个运行一行</translation>
    </message>
    <message>
        <source>Curves as CSV…</source>
        <translation>曲线（CSV）…</translation>
    </message>
    <message>
        <source>All figures of all steps, a line for each point</source>
        <translation>所有步的全部指标，每个数据点一行</translation>
    </message>
    <message>
        <source>Everything as JSON…</source>
        <translation>全部（JSON）…</translation>
    </message>
    <message>
        <source>Table, recipes and curves</source>
        <translation>表格、配方和曲线</translation>
    </message>
    <message>
        <source>Whole run as a folder…</source>
        <translation>整个运行（文件夹）…</translation>
    </message>
    <message>
        <source>Adapter, recipe, figures and results, for another workspace</source>
        <translation>适配器、配方、指标和结果，供其他工作区使用</translation>
    </message>
    <message>
        <source>Whole run with checkpoints…</source>
        <translation>整个运行（含检查点）…</translation>
    </message>
    <message>
        <source>The same, and what is needed to go on with its training</source>
        <translation>同上，并包含继续训练所需的内容</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>Save everything</source>
        <translation>保存全部</translation>
    </message>
    <message>
        <source>Export the runs into this folder</source>
        <translation>将运行导出到此文件夹</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunPicker</name>
    <message>
        <source>Runs that are shown</source>
        <translation>显示的运行</translation>
    </message>
    <message>
        <source>Runs that were evaluated</source>
        <translation>已评测的运行</translation>
    </message>
    <message>
        <source>Evaluated runs, newest first; up to %1</source>
        <translation>已评测的运行，最新的在前；最多 %1 个</translation>
    </message>
    <message>
        <source>Choose runs</source>
        <translation>选择运行</translation>
    </message>
    <message>
        <source>Shown: %1. Press to choose the runs to set side by side.</source>
        <translation>当前显示：%1。点击选择要并排比较的运行。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunTableModel</name>
    <message>
        <source>When the run began, local time. Click to sort.</source>
        <translation>运行开始的时间（本地时间）。点击排序。</translation>
    </message>
    <message>
        <source>Steps taken, of all steps. Click to sort.</source>
        <translation>已完成步数 / 总步数。点击排序。</translation>
    </message>
    <message>
        <source>Click to sort.</source>
        <translation>点击排序。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>folder missing</source>
        <translation>文件夹缺失</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunsCard</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Deleted runs</source>
        <translation>已删除的运行</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Runs or deleted runs</source>
        <translation>运行或已删除的运行</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Resume, rename, tag, delete and more</source>
        <translation>恢复、重命名、标签、删除等</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>已选 %1/%2</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个运行</translation>
    </message>
    <message>
        <source>%1 of %2 found</source>
        <translation>找到 %1/%2</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取运行…</translation>
    </message>
    <message>
        <source>No run has “%1”</source>
        <translation>没有包含“%1”的运行</translation>
    </message>
    <message>
        <source>No runs. Deleted ones can be had back under Deleted.</source>
        <translation>没有运行。已删除的运行可在“已删除”中还原。</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>没有已删除的运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Search runs, tags, notes</source>
        <translation>搜索运行、标签、备注</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>搜索运行</translation>
    </message>
    <message>
        <source>Shows runs that have every word in their name, id, tags, notes, state, model or method</source>
        <translation>显示名称、ID、标签、备注、状态、模型或方法中包含所有关键词的运行</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>One HTML page about the chosen runs, side by side</source>
        <translation>将所选运行并排写入一个 HTML 网页</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write the chosen runs for other programs</source>
        <translation>导出所选运行，供其他程序使用</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Choose a model and data, and train</source>
        <translation>选择模型和数据并训练</translation>
    </message>
    <message>
        <source>Import a run…</source>
        <translation>导入运行…</translation>
    </message>
    <message>
        <source>Take an exported run, or any run&apos;s folder, into this workspace</source>
        <translation>将导出的运行或任意运行文件夹导入此工作区</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>暂无运行</translation>
    </message>
    <message>
        <source>Every training run will stand here with its curves and its configuration, to be found again, laid beside others and opened in Gate or Compare.</source>
        <translation>每次训练运行及其曲线和配置都会列在这里，可随时查找、与其他运行并排比较，或在“门控”和“比较”中打开。</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>正在写入 %1…</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>%1 was cut off at step %2. It can go on from there.</source>
        <translation>%1 在第 %2 步中断，可从该处继续。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ScatterChart</name>
    <message>
        <source>Scatter chart</source>
        <translation>散点图</translation>
    </message>
    <message>
        <source>%1  (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
</context>
<context>
    <name>interweave::ui::ScoresCard</name>
    <message>
        <source>Percent · higher is better</source>
        <translation>百分比 · 越高越好</translation>
    </message>
    <message>
        <source>Nats · lower is better</source>
        <translation>nats · 越低越好</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Radar</source>
        <translation>雷达图</translation>
    </message>
    <message>
        <source>Scores of each task in percent</source>
        <translation>各任务得分（百分比）</translation>
    </message>
    <message>
        <source>No task that is scored in percent was measured</source>
        <translation>没有评测过以百分比计分的任务</translation>
    </message>
    <message>
        <source>Cross-entropy of each text</source>
        <translation>各文本的交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy per token of text that the runs were not trained on</source>
        <translation>运行未训练过的文本上每词元的交叉熵</translation>
    </message>
    <message>
        <source>What was kept of the base, task by task</source>
        <translation>逐任务的基座能力保留情况</translation>
    </message>
    <message>
        <source>Scores with their intervals</source>
        <translation>得分及其区间</translation>
    </message>
    <message>
        <source>Marks what arXiv 2412.17383 reports of tasks of the same names, by its own measures: over the base its base, over a run the same PEFT method, over a run with a gate that method with IMSM. Point at a task to read which model and setting.</source>
        <translation>标出 arXiv 2412.17383 在同名任务上报告的结果（按论文自己的指标）：基座上标论文的基座，运行上标同一 PEFT 方法，带门控的运行上标该方法加 IMSM。将指针移到任务上可查看所用模型和设置。</translation>
    </message>
    <message>
        <source>Scores as chart, table or radar</source>
        <translation>以图表、表格或雷达图显示得分</translation>
    </message>
    <message>
        <source>A radar takes three tasks that are scored in percent and that the base can do; here are %1.</source>
        <translation>雷达图至少需要三个以百分比计分且基座能得分的任务；现有 %1 个。</translation>
    </message>
    <message>
        <source>Percent of the base&apos;s score, whose ring is 100 %.</source>
        <translation>相对于基座得分的百分比；基座所在的圆环为 100 %。</translation>
    </message>
    <message>
        <source>Without %1: the base has no score above 0</source>
        <translation>不含 %1：基座得分不大于 0</translation>
    </message>
    <message>
        <source>What was kept of the base</source>
        <translation>基座能力的保留</translation>
    </message>
    <message>
        <source>Score per task, 95 % intervals</source>
        <translation>各任务得分，95 % 区间</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SourceCard</name>
    <message>
        <source>Rows</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>the recipe&apos;s own</source>
        <translation>配方指定的文件</translation>
    </message>
    <message>
        <source>JSON lines, JSON, CSV, TSV or text; a file can also be dropped on the page. Empty: the file of the recipe on the page Train</source>
        <translation>JSON Lines、JSON、CSV、TSV 或文本；也可将文件拖放到本页。留空：使用“训练”页配方中的文件</translation>
    </message>
    <message>
        <source>{name} stands for a column or field, {a|b} for the first of two that a record has, {a.b} for one inside another, \n for a line break</source>
        <translation>{name} 表示列或字段，{a|b} 表示两者中记录里先有的那个，{a.b} 表示嵌套字段，\n 表示换行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rows that must not be trained on: a test set, or a suite with all its tasks</source>
        <translation>不得用于训练的样本：测试集，或评测套件及其全部任务</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Training rows</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>Prompt and answer</source>
        <translation>提示词与回答</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Held against</source>
        <translation>对照数据</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>What makes a prompt and an answer of a record</source>
        <translation>如何由一条记录得到提示词和回答</translation>
    </message>
    <message>
        <source>As the recipe says</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>By the record&apos;s fields</source>
        <translation>按记录字段</translation>
    </message>
    <message>
        <source>In words of my own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>As the paper asks: %1</source>
        <translation>论文的提问方式：%1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::StatusStrip</name>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>Memory %1</source>
        <translation>内存 %1</translation>
    </message>
    <message>
        <source>%1 · run %2 of %3</source>
        <translation>%1 · 运行 %2/%3</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>评测中</translation>
    </message>
    <message>
        <source>waiting for another process</source>
        <translation>等待其他进程</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>已暂停于%1</translation>
    </message>
    <message>
        <source>Evaluating %1 · row %2 of %3</source>
        <translation>正在评测 %1 · 样本 %2/%3</translation>
    </message>
    <message>
        <source>Verifying %1</source>
        <translation>正在校验 %1</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>正在下载 %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
</context>
<context>
    <name>interweave::ui::StoredTraceModel</name>
    <message>
        <source>Kept</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
</context>
<context>
    <name>interweave::ui::StoredTracesDialog</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Answers kept with %1</source>
        <translation>随 %1 保存的回答</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading what is kept…</source>
        <translation>正在读取已保存的内容…</translation>
    </message>
    <message>
        <source>Nothing is kept with this run yet. Tick “Keep with the run” before you generate.</source>
        <translation>此运行尚未保存任何内容。生成前勾选“随运行保存”。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::StripJob</name>
    <message>
        <source>Progress of the running job</source>
        <translation>当前任务的进度</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepFields</name>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>What the sweep is made of</source>
        <translation>扫描的来源</translation>
    </message>
    <message>
        <source>From the recipe in the form</source>
        <translation>取自表单中的配方</translation>
    </message>
    <message>
        <source>Open a plan…</source>
        <translation>打开计划…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Of the sweep: its runs&apos; names begin with it, and its report is asked for by it</source>
        <translation>扫描的名称：其运行名以此开头，报告也按此名称生成</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Every variant with each of a key&apos;s values; several keys with semicolons between them</source>
        <translation>每个变体与键的每个取值组合；多个键用分号分隔</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Every variant with each of these; the report&apos;s intervals need three or more</source>
        <translation>每个变体使用其中每个随机种子；报告中的区间至少需要三个</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>评测套件</translation>
    </message>
    <message>
        <source>Adapter scale and logit mixes too</source>
        <translation>同时评测适配器缩放和 logit 混合</translation>
    </message>
    <message>
        <source>Each adapter is measured on the way from base to tuned as well, scaled and with mixed logits, at 11 points each</source>
        <translation>每个适配器还会在基座到微调之间评测：适配器缩放和 logit 混合各取 11 个点</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>For every run</source>
        <translation>用于所有运行</translation>
    </message>
    <message>
        <source>Settings on top of the plan&apos;s, with semicolons between them</source>
        <translation>在计划之外追加的设置，用分号分隔</translation>
    </message>
    <message>
        <source>Every variant with this multiple of the recipe&apos;s learning rate</source>
        <translation>每个变体都使用配方学习率的这一倍数</translation>
    </message>
    <message>
        <source>Suites and tasks (*.yaml *.yml *.jsonl);;All files (*)</source>
        <translation>评测套件和任务 (*.yaml *.yml *.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>What every run is measured on at its end, and once the base; empty: nothing</source>
        <translation>每个运行结束时用它评测，基座也评测一次；留空：不评测</translation>
    </message>
    <message>
        <source>Choose a suite</source>
        <translation>选择评测套件</translation>
    </message>
    <message>
        <source>as the suite says</source>
        <translation>按评测套件设定</translation>
    </message>
    <message>
        <source>Only the first rows of each task: quicker, with wider intervals. 0: as the suite says</source>
        <translation>只取每个任务的前若干样本：更快，但区间更宽。0：按评测套件设定</translation>
    </message>
    <message>
        <source>Rows of a task</source>
        <translation>每任务样本数</translation>
    </message>
    <message>
        <source>What {data} in the plan, and the suite&apos;s files, mean</source>
        <translation>计划中的 {data} 和评测套件的文件所指的文件夹</translation>
    </message>
    <message>
        <source>Choose the data&apos;s folder</source>
        <translation>选择数据文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to single runs</source>
        <translation>返回单个运行</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>%1-sweep</source>
        <translation>%1-sweep</translation>
    </message>
    <message>
        <source>Variants of %1, each with every seed.</source>
        <translation>%1 的各个变体，每个使用所有随机种子。</translation>
    </message>
    <message>
        <source>as the plan says</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>the recipe&apos;s; e.g. 1, 2, 3</source>
        <translation>同配方；如 1, 2, 3</translation>
    </message>
    <message>
        <source>suite.yaml or .jsonl</source>
        <translation>suite.yaml 或 .jsonl</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <translation>计划：%1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepPanel</name>
    <message>
        <source>%1 runs failed. The first: %2</source>
        <translation>%1 个运行失败。第一个：%2</translation>
    </message>
    <message>
        <source>Open a plan</source>
        <translation>打开计划</translation>
    </message>
    <message>
        <source>Plans and recipes (*.yaml *.yml);;All files (*)</source>
        <translation>计划和配方 (*.yaml *.yml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 done</source>
        <translation>%1 · 已完成 %2/%3</translation>
    </message>
    <message>
        <source>The recipe in the form cannot start yet: complete it first.</source>
        <translation>表单中的配方尚不能开始：需先补全配方。</translation>
    </message>
    <message>
        <source>%1 starts after what is at work.</source>
        <translation>%1 将在当前工作完成后开始。</translation>
    </message>
    <message>
        <source>A sweep of this name is kept: its runs and these are reported together.</source>
        <translation>已有同名扫描：其运行与本次的运行会合并报告。</translation>
    </message>
    <message>
        <source>The run is done.</source>
        <translation>运行已完成。</translation>
    </message>
    <message>
        <source>All %1 runs are done.</source>
        <translation>全部 %1 个运行已完成。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Stopped with %1 of %2 runs done. What is done stays.</source>
        <translation>已停止：%2 个运行中完成了 %1 个，已完成的会保留。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Pages (*.html);;Markdown (*.md)</source>
        <translation>网页 (*.html);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>Writing the report …</source>
        <translation>正在写入报告…</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepPreview</name>
    <message>
        <source>What will run</source>
        <translation>将要运行</translation>
    </message>
    <message>
        <source>The runs of the sweep</source>
        <translation>扫描的各个运行</translation>
    </message>
    <message>
        <source>Every variant with every seed, in the order in which they are trained and measured</source>
        <translation>所有变体与随机种子的组合，按训练和评测的顺序排列</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepRunModel</name>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>评测中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>stopped at %1 %</source>
        <translation>停止于 %1 %</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>to be measured</source>
        <translation>待评测</translation>
    </message>
    <message>
        <source>the adapter of %1</source>
        <translation>%1 的适配器</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepRunsCard</name>
    <message>
        <source>Back to single runs; a sweep that is at work goes on</source>
        <translation>返回单个运行；进行中的扫描会继续</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Runs of the sweep that are done</source>
        <translation>扫描中已完成的运行</translation>
    </message>
    <message>
        <source>The command that goes on with this sweep</source>
        <translation>继续此扫描的命令</translation>
    </message>
    <message>
        <source>Copy the command: it does the same, and goes on where this is</source>
        <translation>复制命令：作用相同，并从当前进度继续</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>What the runs say together, as a page or as Markdown</source>
        <translation>所有运行的汇总结论，可存为网页或 Markdown</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Its measured runs side by side</source>
        <translation>并排查看已评测的运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Its runs on the Runs page</source>
        <translation>在“运行”页查看其运行</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Write another sweep</source>
        <translation>新建另一个扫描</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
</context>
<context>
    <name>interweave::ui::SweepTable</name>
    <message>
        <source>Runs of the sweep</source>
        <translation>扫描的各个运行</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TokenCard</name>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>point at a token</source>
        <translation>将指针移到词元上</translation>
    </message>
    <message>
        <source>The gate over the hidden dimensions: mean ± standard deviation, and its smallest and largest value</source>
        <translation>门控在隐藏维度上的均值 ± 标准差，及其最小值和最大值</translation>
    </message>
    <message>
        <source>Its logit, split exactly</source>
        <translation>logit 精确分解</translation>
    </message>
    <message>
        <source>Likeliest tokens of base, tuned and mix</source>
        <translation>基座、微调和混合中概率最高的词元</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>This token</source>
        <translation>此词元</translation>
    </message>
    <message>
        <source>How likely each held the token that stands there</source>
        <translation>各自赋予该位置实际词元的概率</translation>
    </message>
    <message>
        <source>KL to mix, nats</source>
        <translation>对混合 KL，nats</translation>
    </message>
    <message>
        <source>How far the mix is from what each would say</source>
        <translation>混合与各自预测的差距</translation>
    </message>
    <message>
        <source>Entropy, nats</source>
        <translation>熵，nats</translation>
    </message>
    <message>
        <source>How unsure the mix is</source>
        <translation>混合的不确定程度</translation>
    </message>
    <message>
        <source>Token %1, locked</source>
        <translation>词元 %1，已锁定</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>词元 %1</translation>
    </message>
    <message>
        <source>Base share %1 ± %2, from %3 to %4</source>
        <translation>基座占比 %1 ± %2，范围 %3 至 %4</translation>
    </message>
    <message>
        <source>%1 = base %2 + tuned %3</source>
        <translation>%1 = 基座 %2 + 微调 %3</translation>
    </message>
    <message>
        <source> + rest %1</source>
        <translation> + 其余 %1</translation>
    </message>
    <message>
        <source>What each memory adds to the token&apos;s logit; the rest is the head&apos;s bias and rounding</source>
        <translation>各记忆对词元 logit 的贡献；其余为输出头的偏置和舍入误差</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TokenView</name>
    <message>
        <source>Tokens with the loss mask</source>
        <translation>带损失掩码的词元</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TraceCharts</name>
    <message>
        <source>Along the answer</source>
        <translation>沿回答变化</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Base share along the answer</source>
        <translation>基座占比沿回答的变化</translation>
    </message>
    <message>
        <source>The gate along the answer&apos;s tokens</source>
        <translation>沿回答各词元的门控</translation>
    </message>
    <message>
        <source>base share of each token</source>
        <translation>每个词元的基座占比</translation>
    </message>
    <message>
        <source>Each channel&apos;s part in the gate, token by token</source>
        <translation>各通道对门控的贡献，逐词元</translation>
    </message>
    <message>
        <source>What each channel of the gate adds, token by token</source>
        <translation>门控各通道的贡献，逐词元</translation>
    </message>
    <message>
        <source>signed part in the gate&apos;s mean, before the sigmoid</source>
        <translation>sigmoid 之前对门控均值的带符号贡献</translation>
    </message>
    <message>
        <source>base share of each token, ± 1 standard deviation over the hidden dimensions</source>
        <translation>每个词元的基座占比 ± 1 个标准差（跨隐藏维度）</translation>
    </message>
    <message>
        <source>base share, mean of %1 neighbours; faintly: each token</source>
        <translation>基座占比，%1 个相邻词元的均值；淡色：每个词元</translation>
    </message>
    <message>
        <source>ch %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>Eight channels</source>
        <translation>八个通道</translation>
    </message>
    <message>
        <source>One channel</source>
        <translation>一个通道</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 个通道</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TraceMenu</name>
    <message>
        <source>Figures of all tokens (CSV)…</source>
        <translation>全部词元的数值（CSV）…</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Coloured text (PNG)…</source>
        <translation>着色文本（PNG）…</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Curves of the run that trains</source>
        <translation>当前训练运行的曲线</translation>
    </message>
    <message>
        <source>Loss, gate and speed, step by step</source>
        <translation>逐步显示损失、门控和速度</translation>
    </message>
    <message>
        <source>Run the demonstration</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>A tiny model learns a new task, without and with the gate, in under a minute</source>
        <translation>一个微型模型分别在无门控和有门控时学习新任务，不到一分钟</translation>
    </message>
    <message>
        <source>Use my model</source>
        <translation>使用我的模型</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Every point of this run&apos;s curves as CSV</source>
        <translation>将本次运行曲线的所有数据点导出为 CSV</translation>
    </message>
    <message>
        <source>Export the curves</source>
        <translation>导出曲线</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>扫描…</translation>
    </message>
    <message>
        <source>Several runs of one recipe that are to be compared</source>
        <translation>用同一配方进行多个运行并加以比较</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>the sweep %1</source>
        <translation>扫描 %1</translation>
    </message>
    <message>
        <source>a new sweep</source>
        <translation>新的扫描</translation>
    </message>
    <message>
        <source>Memory and time are estimated as soon as the recipe is complete.</source>
        <translation>配方填写完整后即估算内存和时间。</translation>
    </message>
    <message>
        <source>Starts after %1.</source>
        <translation>将在 %1 之后开始。</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TrainingControls</name>
    <message>
        <source>End the run at once; only its last checkpoint stays</source>
        <translation>立即结束运行；只保留最后一个检查点</translation>
    </message>
    <message>
        <source>Stop the sweep</source>
        <translation>停止扫描</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>End the sweep now, its run with a checkpoint; it can go on from here</source>
        <translation>立即结束扫描，当前运行保存检查点；之后可从此处继续</translation>
    </message>
    <message>
        <source>End the run now with a checkpoint; it can be resumed</source>
        <translation>立即结束运行并保存检查点；之后可恢复</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Hold the run; nothing is lost</source>
        <translation>暂停运行；不会丢失任何内容</translation>
    </message>
</context>
<context>
    <name>interweave::ui::TransferView</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Share of the bytes that is done</source>
        <translation>已完成的字节占比</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>interweave::ui::WaitingButton</name>
    <message>
        <source>What starts after the run that trains; choose one to take it out</source>
        <translation>排在当前训练之后的项目；点选即可移出</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>the sweep %1</source>
        <translation>扫描 %1</translation>
    </message>
</context>
<context>
    <name>interweave::ui::WatchedCard</name>
    <message>
        <source>Watched while training</source>
        <translation>训练中监测</translation>
    </message>
    <message>
        <source>A watched suite shows here what the run keeps of each task.</source>
        <translation>设置监测套件后，此处显示运行在各任务上的保留情况。</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留率</translation>
    </message>
</context>
</TS>
