// SPDX-License-Identifier: Apache-2.0
#include "core/api/guarded.h"

#include "core/support/error.h"

#include <c10/util/Exception.h>

#include <new>

namespace interweave {

void rethrowAsError()
{
    try {
        throw;
    } catch (const Error&) {
        throw;
    } catch (const c10::OutOfMemoryError& error) {
        throw Error(ErrorCode::OutOfMemory, {}, error.what_without_backtrace());
    } catch (const c10::Error& error) {
        const std::string message = error.what_without_backtrace();
        // The CPU allocator has no exception class of its own.
        const bool memory = message.find("not enough memory") != std::string::npos;
        throw Error(memory ? ErrorCode::OutOfMemory : ErrorCode::Internal, {}, message);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, "the memory of this machine does not suffice");
    } catch (const std::exception& error) {
        throw Error(ErrorCode::Internal, {}, error.what());
    } catch (...) {
        throw Error(ErrorCode::Internal, {}, "an unknown exception");
    }
}

} // namespace interweave
