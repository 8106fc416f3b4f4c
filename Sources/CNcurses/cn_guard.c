#define _GNU_SOURCE
#include "cn_guard.h"
#include "cn_hold.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

// Signals that ask to quit, or that the loop has to see; and signals nothing survives: faults, limits
// of the shell's `ulimit`, and what nobody here waits for.
static const int asked[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static const int fatal[] = {SIGILL,  SIGTRAP, SIGABRT, SIGBUS,    SIGFPE,  SIGSEGV, SIGSYS,
                            SIGXCPU, SIGXFSZ, SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1,
                            SIGUSR2, SIGIO,   SIGPWR,  SIGSTKFLT};
enum { asked_count = sizeof asked / sizeof *asked, fatal_count = sizeof fatal / sizeof *fatal };

static struct sigaction old_asked[asked_count], old_fatal[fatal_count];
static stack_t old_stack;
static void *stack_memory;
static bool is_open;

static int reading = -1, writing = -1;
static atomic_int unanswered;

static struct cn_hold own_hold, *hold = &own_hold;
static int tty = -1;
// Whoever started this one to watch over it; gone if it is no longer the parent.
static pid_t watcher = -1;

// What stands in for standard error, and the terminal it stands for.
static int held_errors = -1, real_errors = -1;

// Writes all of it, unless the terminal takes nothing for half a second.
static void write_out(int to, const char *bytes, size_t count) {
  int patience = 5;
  while (count > 0 && patience > 0) {
    ssize_t written = write(to, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN) {
      struct pollfd place = {.fd = to, .events = POLLOUT};
      if (poll(&place, 1, 100) <= 0) patience--;
    } else if (errno != EINTR) {
      return;
    }
  }
}

static void open_errors(void) {
  if (held_errors < 0) held_errors = memfd_create("tandem-errors", MFD_CLOEXEC);
}

void cn_guard_hold_errors(void) {
  if (real_errors >= 0 || !isatty(STDERR_FILENO)) return;
  open_errors();
  if (held_errors < 0) return;
  real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_errors >= 0) dup2(held_errors, STDERR_FILENO);
}

static void release_errors(void) {
  if (real_errors < 0) return;
  dup2(real_errors, STDERR_FILENO);
  close(real_errors);
  real_errors = -1;
  char part[512];
  off_t place = 0;
  ssize_t count;
  while ((count = pread(held_errors, part, sizeof part, place)) > 0) {
    write_out(STDERR_FILENO, part, (size_t)count);
    place += count;
  }
  if (ftruncate(held_errors, 0) == 0) lseek(held_errors, 0, SEEK_SET);
}

void cn_guard_restore(void) {
  if (!atomic_exchange(&hold->taken, false)) return;
  int error = errno;
  // In the background the terminal is somebody else's, and was given back on the way there; but not
  // where the shell took it because the watcher was killed.
  pid_t owner = tcgetpgrp(tty);
  bool is_orphan = watcher > 0 && getppid() != watcher;
  if (owner == -1 || owner == getpgrp() || is_orphan) {
    sigset_t only, before;
    sigemptyset(&only);
    sigaddset(&only, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &only, &before);
    write_out(tty, hold->bytes, hold->count);
    tcsetattr(tty, TCSANOW, &hold->modes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  release_errors();
  errno = error;
}

int cn_guard_arm(int fd, const struct termios *modes, const char *bytes, size_t count) {
  if (count > sizeof hold->bytes) {
    errno = ENOBUFS;
    return -1;
  }
  atomic_store(&hold->taken, false);
  tty = fd;
  hold->modes = *modes;
  memcpy(hold->bytes, bytes, count);
  hold->count = count;
  atomic_store(&hold->taken, true);
  return 0;
}

bool cn_guard_is_armed(void) { return atomic_load(&hold->taken); }

void cn_guard_share(struct cn_hold *shared, pid_t parent) {
  hold = shared;
  watcher = parent;
  open_errors();
}

void cn_guard_stand_in(int fd) {
  tty = fd;
  watcher = -1;
  if (isatty(STDERR_FILENO)) real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
}

int64_t cn_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void tell(unsigned char byte) {
  int error = errno;
  ssize_t ignored = write(writing, &byte, 1);  // A full pipe is readable already.
  (void)ignored;
  errno = error;
}

static void on_fatal(int number, siginfo_t *info, void *context) {
  (void)context;
  cn_guard_restore();
  for (int i = 0; i < fatal_count; i++) {
    if (fatal[i] == number) sigaction(number, &old_fatal[i], NULL);
  }
  // A fault comes again when its instruction is run again, with its context for whoever prints a
  // backtrace. What was sent, and a trap, which steps over its instruction, does not.
  bool is_fault = number == SIGILL || number == SIGBUS || number == SIGFPE || number == SIGSEGV;
  bool comes_again = info->si_code > 0 && is_fault;
  if (!comes_again) raise(number);
}

static void on_asked(int number) {
  bool quits = number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
  if (quits || number == SIGTSTP) atomic_store(&hold->told, cn_milliseconds());
  if (quits && atomic_fetch_add(&unanswered, 1) > 0) {
    // Asked twice and the loop has not answered: it hangs.
    cn_guard_restore();
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  tell((unsigned char)number);
}

static int open_pipe(void) {
  if (reading >= 0) return 0;
  int ends[2];
  if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  reading = ends[0];
  writing = ends[1];
  return 0;
}

// A stack of its own for the handlers, as the thread's may be what has run out.
static void open_stack(void) {
  size_t size = 64 * 1024;
  stack_memory = malloc(size);
  if (stack_memory == NULL) return;
  stack_t stack = {.ss_sp = stack_memory, .ss_size = size};
  sigaltstack(&stack, &old_stack);
}

int cn_guard_open(void) {
  if (is_open) {
    errno = EBUSY;
    return -1;
  }
  if (open_pipe() != 0) return -1;
  atomic_store(&unanswered, 0);
  open_stack();
  struct sigaction action = {.sa_handler = on_asked, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  // What is ignored, as by nohup, stays ignored.
  for (int i = 0; i < asked_count; i++) {
    sigaction(asked[i], &action, &old_asked[i]);
    if (old_asked[i].sa_handler == SIG_IGN) sigaction(asked[i], &old_asked[i], NULL);
  }
  struct sigaction last = {.sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&last.sa_mask);
  sigaddset(&last.sa_mask, SIGTTOU);
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i], &last, &old_fatal[i]);
    if (old_fatal[i].sa_handler == SIG_IGN) sigaction(fatal[i], &old_fatal[i], NULL);
  }
  is_open = true;
  return reading;
}

void cn_guard_close(void) {
  if (!is_open) return;
  for (int i = 0; i < asked_count; i++) sigaction(asked[i], &old_asked[i], NULL);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &old_fatal[i], NULL);
  if (stack_memory != NULL) {
    sigaltstack(&old_stack, NULL);
    free(stack_memory);
    stack_memory = NULL;
  }
  is_open = false;
}

void cn_guard_acknowledge(void) { atomic_store(&unanswered, 0); }

void cn_guard_stop(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
  sigset_t only, before;
  sigemptyset(&stop.sa_mask);
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  sigaction(SIGTSTP, &stop, &ours);
  // To this thread and no other, so that it is stopped before it goes on.
  pthread_sigmask(SIG_UNBLOCK, &only, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}

void cn_guard_wake(void) {
  if (writing >= 0) tell(0);
}
