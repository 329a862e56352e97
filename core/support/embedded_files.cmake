# SPDX-License-Identifier: Apache-2.0
# Files of resources/ that become part of the engine, so that an installed program needs none beside it.
# Writes embedded_table.cpp, which lets the assembler copy each file in.
set(embedded
  report/report.css
  report/report.js
  paper/forgetting.yaml
  recipes/paper_lora.yaml
  recipes/smollm2_mrpc.yaml
  suites/paper.yaml
  tiny/facts.jsonl
  tiny/imsm.yaml
  tiny/lora.yaml
  tiny/model/config.json
  tiny/model/generation_config.json
  tiny/model/model.safetensors
  tiny/model/tokenizer.model
  tiny/model/tokenizer_config.json
  tiny/sentences.jsonl
  tiny/stories.jsonl
  tiny/suite.yaml
  tiny/sums.jsonl
  tiny/where.jsonl
  tiny/where.train.jsonl
  selftest/models/llama3/config.json
  selftest/models/llama3/model.safetensors
  selftest/models/llama3/expected.safetensors
  selftest/imsm/llama3_mode5_lora/case.json
  selftest/imsm/llama3_mode5_lora/gate.safetensors
  selftest/imsm/llama3_mode5_lora/expected.safetensors
  selftest/imsm/llama3_mode5_lora/adapter/adapter_config.json
  selftest/imsm/llama3_mode5_lora/adapter/adapter_model.safetensors
)

set(declarations)
set(rows)
set(paths)
set(number 0)
foreach(name IN LISTS embedded)
  set(path "${CMAKE_SOURCE_DIR}/resources/${name}")
  list(APPEND paths "${path}")
  string(APPEND declarations
    "asm(\".pushsection .rodata\\n.globl interweave_file_${number}\\ninterweave_file_${number}:\\n\"\n"
    "    \".incbin \\\"${path}\\\"\\n.globl interweave_file_${number}_end\\ninterweave_file_${number}_end:\\n.popsection\\n\");\n"
    "extern \"C\" const char interweave_file_${number}[], interweave_file_${number}_end[];\n")
  string(APPEND rows
    "        {\"${name}\", {interweave_file_${number}, interweave_file_${number}_end}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/embedded_table.cpp" CONTENT
"// Made by embedded_files.cmake.
#include \"core/support/embedded_files.h\"
@declarations@
namespace interweave {
std::span<const EmbeddedFile> embeddedFiles()
{
    static const EmbeddedFile files[] = {
@rows@    };
    return files;
}
}
" @ONLY)
set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/embedded_table.cpp" TARGET_DIRECTORY interweave_core
  PROPERTIES OBJECT_DEPENDS "${paths}")
