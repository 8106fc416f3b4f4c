import Quantities
import Specification

/// When each layer is complete on all dies, point-to-point, if every die sends its layers in their order.
///
/// Rollout need not wait for the last layer: prefill can begin where the first ones have come. Receivers
/// take earlier layers first; the stages that hold later layers send theirs from the start.
public struct LayerArrivals: Hashable, Sendable {
  /// For each layer, the seconds on the links until the last die has it and all before it.
  ///
  /// The embedding comes with the first layer, norm and head with the last.
  public let seconds: [Seconds]

  /// Reckons when layers arrive, point-to-point.
  ///
  /// - Complexity: moves × layers of a stage.
  public init(_ plan: TransferPlan, layers: Int, on cluster: Cluster) {
    guard layers > 0 else {
      seconds = []
      return
    }
    let neighbourhood = Neighbourhood(cluster)
    let bytes = plan.bundles.map { $0.partBytesByLayer(plan, layers: layers) }
    var moves = [[TransferPlan.Move]](repeating: [], count: plan.bundles.count)
    for move in plan.moves where move.from != move.to { moves[Int(move.bundle)].append(move) }
    // Seconds that each port of each die has been sending, then receiving.
    var busy = [Double](repeating: 0, count: 6 * plan.traffic.dies)
    var latest = 0.0
    seconds = (0..<layers).map { layer in
      for (bundle, own) in moves.enumerated() where bytes[bundle][layer] > 0 {
        for move in own {
          let tier = neighbourhood.tier(Int(move.from), Int(move.to))
          let port = neighbourhood.ports[tier]
          let time =
            Double(Int64(move.parts.count) * bytes[bundle][layer])
            * neighbourhood.secondsPerByte[tier]
          busy[6 * Int(move.from) + port] += time
          busy[6 * Int(move.to) + 3 + port] += time
          latest = max(latest, busy[6 * Int(move.from) + port], busy[6 * Int(move.to) + 3 + port])
        }
      }
      return Seconds(latest)
    }
  }
}

extension TransferPlan {
  /// The share of a strategy's time after which each layer, and all before it, is on all dies.
  ///
  /// Gathered by name, layers come one after another. Directed, each stage sends its layers in turn, all
  /// stages at once. Point-to-point, they come as the links carry them.
  func arrivals(of layers: Int, by strategy: ReshardStrategy, on cluster: Cluster) -> [Double] {
    guard layers > 0 else { return [] }
    switch strategy {
    case .gather: return (1...layers).map { Double($0) / Double(layers) }
    case .directed:
      let longest = source.stages.map(\.count).max() ?? 1
      var latest = 0.0
      return (0..<layers).map { layer in
        let turns = source.stages.compactMap { $0.firstIndex(of: layer) }
        latest = max(latest, Double((turns.min() ?? 0) + 1) / Double(longest))
        return latest
      }
    case .pointToPoint:
      let seconds = LayerArrivals(self, layers: layers, on: cluster).seconds
      let last = seconds.last?.value ?? 0
      return seconds.map { last > 0 ? $0.value / last : 1 }
    }
  }
}

extension Bundle {
  /// Bytes of one part of a unit, layer by layer.
  fileprivate func partBytesByLayer(_ plan: TransferPlan, layers: Int) -> [Int64] {
    var bytes = [Int64](repeating: 0, count: layers)
    for index in tensors {
      let tensor = plan.catalogue.tensors[index]
      let unit = tensor.wireBytes(
        from: plan.source.precision, to: plan.target.precision, inShards: scale > 1)
      switch tensor.place {
      case .first, .firstAndLast: bytes[0] += unit / Int64(scale)
      case .last: bytes[layers - 1] += unit / Int64(scale)
      case .layer(let layer): bytes[layer] += unit / Int64(scale)
      }
    }
    return bytes
  }
}
