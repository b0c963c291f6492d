#ifndef CFuzzMain_h
#define CFuzzMain_h

int rolecall_fuzz_main(int argc, char **argv);

#endif
