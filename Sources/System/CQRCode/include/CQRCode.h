/// libqrencode behind one function: a text as a square of dark and light modules.
#ifndef CQRCode_h
#define CQRCode_h

#include <stdint.h>

/// The square's modules by rows, 1 for dark, `*width` a side; NULL when the text is too long.
uint8_t *qrcode_make(const char *text, int *width);
void qrcode_free(uint8_t *modules);

#endif
