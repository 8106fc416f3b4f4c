import Glibc

/// Tells that a file may have changed, without looking at it again and again.
///
/// Watches the folder, since editors put a new file in place of the old one. By inotify(7), whose
/// descriptor can be waited for; where there is none, nothing is ever told.
struct FileWatch {
  /// To be waited for; `nil` where the system has none.
  let descriptor: Int32?

  /// The watched folders, and the names that are waited for.
  private var watches: [Int32] = []
  private var names: [String] = []

  /// Makes a watch of nothing.
  init() {
    let opened = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    descriptor = opened >= 0 ? opened : nil
  }

  /// Watches a file from now on, or none; of a link, what it leads to as well.
  mutating func follow(_ path: String?) {
    guard let descriptor else { return }
    for watch in watches { inotify_rm_watch(descriptor, watch) }
    watches = []
    names = []
    _ = takeNames()
    guard let path else { return }
    for path in Set([path, Self.target(of: path)]) {
      let slash = path.lastIndex(of: "/")
      names.append(String(slash.map { path[path.index(after: $0)...] } ?? path[...]))
      let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let watch = unsafe inotify_add_watch(
        descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO))
      if watch >= 0 { watches.append(watch) }
    }
  }

  /// Says whether the file was written or replaced since the last time.
  func takeChange() -> Bool { takeNames().contains(where: names.contains) }

  /// What a path leads to, through all links.
  private static func target(of path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// Reads what waits on the descriptor: the names of files that changed.
  private func takeNames() -> [String] {
    guard let descriptor else { return [] }
    var names: [String] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    // An event is four words, of which the last tells how long the name behind it is.
    let head = 16
    while true {
      let count = unsafe read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return names }
      var place = 0
      while place + head <= count {
        let size = bytes[place + 12..<place + head].reversed().reduce(0) { $0 << 8 | Int($1) }
        let end = min(place + head + size, count)
        let name = bytes[place + head..<end].prefix { $0 != 0 }
        names.append(String(decoding: name, as: UTF8.self))
        place = end
      }
    }
  }
}
