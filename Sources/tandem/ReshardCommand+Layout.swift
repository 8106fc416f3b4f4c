import ArgumentParser
import Specification

/// A layout as the command line has it: `tp4-pp8-ep8`.
struct LayoutText {
  private var degrees: [String: Int] = [:]

  private static let names = ["tp", "pp", "vpp", "ep", "cp", "dp"]

  /// Reads a layout.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  init(_ argument: String) throws {
    var rest = argument.lowercased()[...]
    while let start = rest.firstIndex(where: \.isLetter) {
      let name = String(rest[start...].prefix(while: \.isLetter))
      let number = rest[start...].dropFirst(name.count).prefix(while: \.isNumber)
      guard Self.names.contains(name) else {
        throw ValidationError(
          "'\(name)' is no degree; \(Suggestion.remedy(for: name, among: Self.names))")
      }
      guard degrees[name] == nil else { throw ValidationError("'\(name)' is given twice") }
      guard let degree = Int(number), degree > 0 else {
        throw ValidationError("'\(name)\(number)' has no number above 0; write \(name)4, say")
      }
      degrees[name] = degree
      rest = rest[number.endIndex...]
    }
    guard !degrees.isEmpty, !rest.contains(where: \.isNumber) else {
      throw ValidationError("'\(argument)' is no layout; write degrees, as in tp4-pp8-ep8")
    }
  }

  private func degree(_ name: String) -> Int { degrees[name] ?? 1 }

  /// Takes the degrees over; stages are as even as can be, unless their number stays.
  func apply(to layout: inout TrainingLayout) {
    if layout.pipeline != degree("pp") || degrees["vpp"] != nil { layout.layersPerStage = nil }
    layout.tensor = degree("tp")
    layout.pipeline = degree("pp")
    layout.virtualPipeline = degree("vpp")
    layout.expert = degree("ep")
    layout.context = degree("cp")
  }

  /// Takes the degrees over; without a data-parallel degree, as many ranks as the experts need.
  func apply(to layout: inout RolloutLayout) {
    layout.tensor = degree("tp")
    layout.pipeline = degree("pp")
    layout.expert = degree("ep")
    layout.data = degrees["dp"] ?? max(1, layout.expert / layout.tensor)
  }
}
