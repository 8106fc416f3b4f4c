#include "CNcurses.h"

// Last, because it makes macros of words such as `columns`.
#include <term.h>

const char *cn_string(const char *name) {
  const char *string = tigetstr(name);
  return string == (const char *)-1 ? NULL : string;
}

bool cn_has_direct_colour(void) {
  return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || cn_string("RGB") != NULL;
}

bool cn_open_type(const char *type, int fd) {
  int error = 0;
  return setupterm(type, fd, &error) == OK;
}

void cn_close_type(void) {
  TERMINAL *opened = set_curterm(NULL);
  if (opened != NULL) del_curterm(opened);
}
