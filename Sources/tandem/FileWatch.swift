import Glibc

/// Tells that a file may have changed, without looking at it again and again.
///
/// Watches the folder, since editors put a new file in place of the old one. By inotify(7), whose
/// descriptor can be waited for; where there is none, nothing is ever told.
struct FileWatch {
  /// To be waited for; `nil` where the system has none.
  let descriptor: Int32?

  private var watch: Int32 = -1
  private var name = ""

  /// Makes a watch of nothing.
  init() {
    let opened = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    descriptor = opened >= 0 ? opened : nil
  }

  /// Watches a file from now on, or none.
  mutating func follow(_ path: String?) {
    guard let descriptor else { return }
    if watch >= 0 { inotify_rm_watch(descriptor, watch) }
    watch = -1
    _ = takeNames()
    guard let path else { return }
    let slash = path.lastIndex(of: "/")
    name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    watch = unsafe inotify_add_watch(descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO))
  }

  /// Says whether the file was written or replaced since the last time.
  func takeChange() -> Bool { watch >= 0 && takeNames().contains(name) }

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
