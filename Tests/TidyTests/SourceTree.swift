import FoundationEssentials
import Testing

/// The files of the package, as they stand on disk.
struct SourceTree {
  /// The folder that holds `Package.swift`.
  let root: URL

  init() {
    // …/Tests/TidyTests/SourceTree.swift
    root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The Swift files in a folder, at any depth, in the order of their paths.
  func swiftFiles(in folder: String) throws -> [SourceFile] {
    try texts(in: folder).filter { $0.path.hasSuffix(".swift") }
  }

  /// The text files of the whole package, without what is built or hidden.
  func texts() throws -> [SourceFile] { try texts(in: "") }

  /// The names of the folders in a folder.
  func folders(in folder: String) throws -> [String] {
    let url = root.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .filter { isFolder("\(folder)/\($0)") }
  }

  /// The text of one file.
  func file(_ path: String) throws -> SourceFile {
    try #require(text(path), "\(path) is missing, or not text")
  }

  private func texts(in folder: String) throws -> [SourceFile] {
    let url = root.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().flatMap { name in
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      guard !name.hasPrefix(".") || name == ".ci", name != "Package.resolved" else {
        return [SourceFile]()
      }
      return isFolder(path) ? try texts(in: path) : [text(path)].compactMap(\.self)
    }
  }

  private func isFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: root.appending(path: path).path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private func text(_ path: String) -> SourceFile? {
    guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
    return String(bytes: data, encoding: .utf8).map { SourceFile(path: path, text: $0) }
  }
}
