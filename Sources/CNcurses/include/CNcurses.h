// What of ncurses Swift cannot import, or may not use in Swift 6 mode.
#ifndef CNCURSES_H
#define CNCURSES_H

#define NCURSES_WIDECHAR 1  // declares cchar_t and setcchar
#define NCURSES_NOMACROS 1

#include <curses.h>
#include <stdbool.h>
#include <stdint.h>

// Attributes are function-like macros, which are not imported.
extern const attr_t cn_bold, cn_dim, cn_underline, cn_reverse;

// A cell as the terminal gets it: a base scalar with up to two marks, 0 for none.
struct cn_cell {
  uint32_t scalars[3];
  int32_t columns;
  attr_t attributes;
  int32_t pair;
};

// Draws cells side by side. What the C library does not take as wide as the cell says is drawn as
// question marks, or else columns would shift.
void cn_put(int row, int column, const struct cn_cell *cells, int count);

// Makes the screen ready: input unbuffered and unechoed, the cursor left where drawing ends.
void cn_prepare(void);

// How many columns the C library believes a scalar takes; -1 for what cannot be shown.
int cn_columns(uint32_t scalar);

// Has everything sent anew on the next refresh (`curscr` is a mutable global, refused by Swift 6).
void cn_forget_screen(void);

// Sends what changed (`stdscr` is a mutable global).
void cn_refresh(void);

// Empties the screen (`stdscr`).
void cn_erase(void);

// Takes a new size, without a key queued for it as by `resizeterm`.
void cn_resize(int rows, int columns);

// How many colours and pairs there are (`COLORS` and `COLOR_PAIRS` are mutable globals).
int cn_colours(void);
int cn_pairs(void);

// A string from terminfo, or NULL where tigetstr says "none" in its two ways.
const char *cn_string(const char *name);

// Whether terminfo says that colours are given as red, green and blue, in any of the three ways.
bool cn_has_direct_colour(void);

// Makes a terminal type the one cn_string asks about, until cn_close_type.
bool cn_open_type(const char *type, int fd);
void cn_close_type(void);

// A file in memory that is closed on exec, or -1.
int cn_memory_file(void);

// The name of the character set of the locale the environment asks for.
const char *cn_take_locale(const char *locale);

#endif
