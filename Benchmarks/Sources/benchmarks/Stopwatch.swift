import Glibc

/// The processor time of this thread, which other programs on the machine do not add to.
enum Stopwatch {
  /// Returns the seconds that some work took.
  static func measure(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
