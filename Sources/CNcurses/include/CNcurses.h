#ifndef CNCURSES_H
#define CNCURSES_H
#define NCURSES_WIDECHAR 1  // declares cchar_t, setcchar, get_wch
#define NCURSES_NOMACROS 1
#include <curses.h>
#endif
