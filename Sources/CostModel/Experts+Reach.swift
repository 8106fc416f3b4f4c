import Quantities
import Specification

extension Experts {
  /// Share of the servers that a token is sent to, expected, where experts are spread evenly.
  ///
  /// The servers that its experts fall on by chance, and no more than hold one of its chosen groups.
  func reach(servers: Double) -> Double {
    guard servers > 1 else { return 1 }
    let byChance = 1 - ElementaryFunctions.power(1 - 1 / servers, Double(active))
    guard groups > 1, chosenGroups < groups else { return byChance }
    // No chosen group stands on a server if all come from the groups of the others.
    let onServer = max(1, Double(groups) / servers)
    var missed = 1.0
    for drawn in 0..<chosenGroups {
      let left = Double(groups - drawn)
      missed *= max(0, left - onServer) / left
    }
    // Where a group spans several servers, its experts fall on one of them.
    return min(byChance, 1 - missed)
  }
}
