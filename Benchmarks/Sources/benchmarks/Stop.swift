import Glibc

/// Ends the program with a message for whoever called it wrongly.
func stop(_ message: String) -> Never {
  let line = message + "\n"
  _ = unsafe write(STDERR_FILENO, line, line.utf8.count)
  exit(2)
}
