#define _GNU_SOURCE
#include "cn_guard.h"
#include "cn_hold.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// What the watcher passes on to the program. From the keyboard these reach both at once.
static const int passed_on[] = {SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGUSR1, SIGUSR2,
                                SIGALRM, SIGILL,  SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
                                SIGSYS};
enum { passed_on_count = sizeof passed_on / sizeof *passed_on };

// Whoever signals a whole process group means one signal, not two: so long it is waited for, to
// see whether the program has it already.
enum { grace_milliseconds = 30 };

static void unblock(int number) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
}

// Ends as the program ended, so that whoever waits for this one sees no difference.
static void end_like(int status) {
  cn_guard_restore();
  if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
  // One core file is enough.
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  int number = WTERMSIG(status);
  signal(number, SIG_DFL);
  unblock(number);
  kill(getpid(), number);
  _exit(128 + number);
}

// Stops as the program was stopped, and lets it go on afterwards.
static void stop_like(pid_t program, int number) {
  // SIGSTOP it did not see coming: the terminal is still taken.
  cn_guard_restore();
  sigset_t only, before;
  sigemptyset(&only);
  sigaddset(&only, number);
  kill(getpid(), number);
  sigprocmask(SIG_UNBLOCK, &only, &before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  kill(program, SIGCONT);
}

static void look_after(pid_t program) {
  int status;
  while (waitpid(program, &status, WNOHANG | WUNTRACED) > 0) {
    if (WIFSTOPPED(status)) {
      stop_like(program, WSTOPSIG(status));
    } else {
      end_like(status);
    }
  }
}

static void pass_on(pid_t program, const siginfo_t *signal, const struct cn_hold *hold) {
  if (signal->si_code > 0) return;
  struct timespec grace = {.tv_nsec = grace_milliseconds * 1000000};
  nanosleep(&grace, NULL);
  look_after(program);
  if (cn_milliseconds() - atomic_load(&hold->told) > 2 * grace_milliseconds) {
    kill(program, signal->si_signo);
  }
}

static void watch(pid_t program, const sigset_t *set, const struct cn_hold *hold) {
  while (true) {
    siginfo_t signal;
    int number = sigwaitinfo(set, &signal);
    if (number < 0) continue;
    look_after(program);
    if (number == SIGCONT) {
      kill(program, SIGCONT);
    } else if (number != SIGCHLD) {
      pass_on(program, &signal, hold);
    }
  }
}

static int open_again(int terminal) {
  char name[256];
  if (ttyname_r(terminal, name, sizeof name) != 0) return -1;
  return open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

bool cn_guard_watch(int terminal) {
  struct cn_hold *hold = mmap(NULL, sizeof *hold, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (hold == MAP_FAILED) return false;
  // As if told long ago.
  atomic_store(&hold->told, -1000000);
  int again = open_again(terminal);
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGCONT);
  for (int i = 0; i < passed_on_count; i++) sigaddset(&set, passed_on[i]);
  if (again < 0 || sigprocmask(SIG_BLOCK, &set, &before) != 0) {
    if (again >= 0) close(again);
    munmap(hold, sizeof *hold);
    return false;
  }
  pid_t watcher = getpid();
  cn_guard_share(hold, watcher);
  pid_t program = fork();
  if (program != 0) {
    if (program > 0) {
      cn_guard_stand_in(again);
      prctl(PR_SET_NAME, "tty-guard");
      watch(program, &set, hold);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(again);
    return false;
  }
  close(again);
  prctl(PR_SET_PDEATHSIG, SIGHUP);
  if (getppid() != watcher) raise(SIGHUP);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return true;
}
