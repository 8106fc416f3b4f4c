import Canvas
import Yams

extension Theme {
  /// Reads a theme in base16's YAML, in its form of old (`scheme`, `base00` …) or of now (`system`,
  /// `palette`).
  ///
  /// Roles under `roles` are our own and may be left out, so any base16 scheme is a theme. Keys
  /// that mean nothing here are passed over, as schemes in the wild have many; a slot or a role
  /// that does not exist is an error, as it is most likely misspelt.
  ///
  /// - Parameters:
  ///   - yaml: The text.
  ///   - name: The name of a theme that does not have one.
  ///   - file: Where errors say they are; the name unless told.
  /// - Throws: ``ThemeError`` with line and column for the first thing that is wrong.
  public init(yaml: String, name: String, file: String? = nil) throws(ThemeError) {
    let reader = ThemeReader(file: file ?? name)
    let top = try reader.mapping(of: reader.root(of: yaml))
    var palette = top
    if let node = top.first(where: { $0.key == "palette" })?.value {
      palette = try reader.mapping(of: node)
    }
    let slots = try reader.slots(in: palette)
    var roles: [ThemeRole: Ink] = [:]
    if let node = top.first(where: { $0.key == "roles" })?.value {
      for pair in try reader.mapping(of: node) {
        roles[try reader.role(pair)] = try reader.ink(pair, slots: slots)
      }
    }
    // In the older form the name is called `scheme`.
    let called = try reader.text("name", in: top)
    let scheme = try reader.text("scheme", in: top)
    let author = try reader.text("author", in: top)
    self.init(name: called ?? scheme ?? name, author: author ?? "", slots: slots, roles: roles)
  }
}
