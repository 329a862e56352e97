# SPDX-License-Identifier: Apache-2.0
# The generator of the small world writes the committed sets byte for byte.
execute_process(COMMAND "${PYTHON}" -B "${TINY}/generate.py" "${OUT}" COMMAND_ERROR_IS_FATAL ANY)
foreach(name facts sums sentences stories where where.train)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${TINY}/${name}.jsonl" "${OUT}/${name}.jsonl"
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
