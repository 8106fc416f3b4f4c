#define _GNU_SOURCE
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <sys/mman.h>
#include <wchar.h>

const attr_t cn_bold = WA_BOLD, cn_dim = WA_DIM, cn_underline = WA_UNDERLINE,
             cn_reverse = WA_REVERSE;

int cn_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

void cn_put(int row, int column, const struct cn_cell *cells, int count) {
  wmove(stdscr, row, column);
  for (int i = 0; i < count; i++) {
    const struct cn_cell *cell = &cells[i];
    wchar_t text[4] = {(wchar_t)cell->scalars[0], (wchar_t)cell->scalars[1],
                       (wchar_t)cell->scalars[2], L'\0'};
    int pair = cell->pair;
    cchar_t glyph;
    if (cn_columns(cell->scalars[0]) == cell->columns &&
        setcchar(&glyph, text, cell->attributes, 0, &pair) == OK) {
      wadd_wch(stdscr, &glyph);
      continue;
    }
    setcchar(&glyph, L"?", cell->attributes, 0, &pair);
    for (int n = 0; n < cell->columns; n++) wadd_wch(stdscr, &glyph);
  }
}

void cn_prepare(void) {
  cbreak();
  noecho();
  nonl();
  leaveok(stdscr, TRUE);
  // Or a refresh breaks off where a key waits, and what it left out comes with the next frame only.
  typeahead(-1);
}

void cn_forget_screen(void) { clearok(curscr, TRUE); }

void cn_refresh(void) { wrefresh(stdscr); }

void cn_erase(void) { werase(stdscr); }

void cn_resize(int rows, int columns) {
  resize_term(rows > 0 ? rows : 1, columns > 0 ? columns : 1);
}

int cn_colours(void) { return COLORS; }

int cn_pairs(void) { return COLOR_PAIRS; }

int cn_memory_file(void) { return memfd_create("tandem-frame", MFD_CLOEXEC); }

const char *cn_take_locale(const char *locale) {
  setlocale(LC_CTYPE, locale);
  return nl_langinfo(CODESET);
}
