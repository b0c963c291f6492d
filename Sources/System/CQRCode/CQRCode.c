#include "CQRCode.h"

#include <qrencode.h>
#include <stdlib.h>

uint8_t *qrcode_make(const char *text, int *width) {
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) return NULL;
    size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t *modules = malloc(count);
    for (size_t i = 0; modules && i < count; i++) modules[i] = code->data[i] & 1;
    *width = code->width;
    QRcode_free(code);
    return modules;
}

void qrcode_free(uint8_t *modules) { free(modules); }
