// What glibc (2.33 and later) tells of its memory, and how it is made to give some back. Swift's module of glibc leaves this header out.
#include <malloc.h>
