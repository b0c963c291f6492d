// The entry point of every fuzz program: hands over to libFuzzer.
//
// SwiftPM renames the entry point of an executable to <target>_main; the manifest makes that name
// mean this function.

#include "CFuzzMain.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *, size_t));

int rolecall_fuzz_main(int argc, char **argv) {
    return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput);
}
