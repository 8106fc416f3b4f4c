import ArgumentParser
import Specification

/// A layout as the command line has it: `tp4-pp8-ep8`.
struct LayoutText: ExpressibleByArgument {
  private var degrees: [String: Int] = [:]

  init?(argument: String) {
    var rest = argument.lowercased()[...]
    while let start = rest.firstIndex(where: \.isLetter) {
      let name = rest[start...].prefix(while: \.isLetter)
      let number = rest[name.endIndex...].prefix(while: \.isNumber)
      guard ["tp", "pp", "vpp", "ep", "cp", "dp"].contains(String(name)),
        degrees[String(name)] == nil, let degree = Int(number), degree > 0
      else { return nil }
      degrees[String(name)] = degree
      rest = rest[number.endIndex...]
    }
    guard !degrees.isEmpty, !rest.contains(where: \.isNumber) else { return nil }
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
