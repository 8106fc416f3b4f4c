// What it takes to give the terminal back, where a watching parent can see it too.
#ifndef CN_HOLD_H
#define CN_HOLD_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

struct cn_hold {
  // Set while the terminal is taken; whoever swaps it out gives it back.
  atomic_bool taken;
  // When the program was last asked to quit or to stop, by cn_milliseconds.
  _Atomic int64_t told;
  struct termios modes;
  size_t count;
  char bytes[1024];
};

// Keeps what was in memory of its own in memory that a parent shares.
void cn_guard_share(struct cn_hold *shared, pid_t parent);

// Makes cn_guard_restore speak for another process, through a descriptor of the terminal.
void cn_guard_stand_in(int fd);

// Milliseconds since some moment in the past.
int64_t cn_milliseconds(void);

#endif
