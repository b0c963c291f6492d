#ifndef CAssets_h
#define CAssets_h

#endif
