#include "CCrypto.h"

#include <pthread.h>
#include <string.h>

/// Reflected polynomials: CRC-32 (ISO 3309), CRC-32C (RFC 3720), CRC-64/NVME (NVM Express 2.0, 5.2.1.3.4).
static const uint64_t polynomials[3] = {
    0xEDB88320, 0x82F63B78, 0x9A6C9329AC4BC9B5,
};
static const uint64_t masks[3] = {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
/// Eight tables each, so that eight bytes are taken in one step ("slicing by 8").
static uint64_t tables[3][8][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill(void) {
    for (int kind = 0; kind < 3; kind++) {
        for (int byte = 0; byte < 256; byte++) {
            uint64_t crc = (uint64_t)byte;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? polynomials[kind] : 0);
            tables[kind][0][byte] = crc;
        }
        for (int slice = 1; slice < 8; slice++)
            for (int byte = 0; byte < 256; byte++) {
                uint64_t crc = tables[kind][slice - 1][byte];
                tables[kind][slice][byte] = crc >> 8 ^ tables[kind][0][crc & 255];
            }
    }
}

uint64_t crypto_crc_update(enum crypto_crc kind, uint64_t crc, const uint8_t *bytes, size_t count) {
    pthread_once(&once, fill);
    uint64_t(*table)[256] = tables[kind];
    crc ^= masks[kind];
    while (count >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        crc ^= word;
        crc = table[7][crc & 255] ^ table[6][crc >> 8 & 255] ^ table[5][crc >> 16 & 255] ^
              table[4][crc >> 24 & 255] ^ table[3][crc >> 32 & 255] ^ table[2][crc >> 40 & 255] ^
              table[1][crc >> 48 & 255] ^ table[0][crc >> 56];
        bytes += 8;
        count -= 8;
    }
    while (count--) crc = crc >> 8 ^ table[0][(crc ^ *bytes++) & 255];
    return crc ^ masks[kind];
}
