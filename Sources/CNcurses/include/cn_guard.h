// Gives the terminal back whatever ends the process, and turns signals into bytes on a pipe.
//
// In C because a signal handler may call only what is async-signal-safe, which nothing in Swift is
// known to be.
#ifndef CN_GUARD_H
#define CN_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

// Installs the handlers. Returns the end of the pipe to read from: one byte a signal, its number or
// 0 for a wake-up; -1 with errno set if there can be no pipe.
int cn_guard_open(void);

// Puts the handlers back that were there before. The pipe stays for the next time.
void cn_guard_close(void);

// Remembers how to give the terminal back: bytes to write and modes to set. From here on whatever
// ends the process does so. Returns -1 if there are too many bytes.
int cn_guard_arm(int tty, const struct termios *modes, const char *bytes, size_t count);

// Keeps back what is written to standard error while the terminal is taken, if that is a terminal:
// it would land on the screen, and be gone with it. Giving the terminal back writes it out. The
// message of a trap comes this way.
void cn_guard_hold_errors(void);

// Whether the terminal is taken; a parent that watches may have given it back.
bool cn_guard_is_armed(void);

// Gives the terminal back now, if it is taken.
void cn_guard_restore(void);

// Says that a signal that asks to quit was taken note of: the next one does not kill at once.
void cn_guard_acknowledge(void);

// Stops the process as if by SIGTSTP's default, and returns when it goes on.
void cn_guard_stop(void);

// Forks. The child goes on with `true`; the parent never returns: it waits, gives the terminal back
// if the child dies with it taken, as by SIGKILL, and ends, stops and goes on as the child does.
// Returns `false`, without a parent to watch, if that cannot be had. For programs of one thread.
bool cn_guard_watch(int terminal);

// Makes the pipe readable. Any thread may call it at any time.
void cn_guard_wake(void);

#endif
