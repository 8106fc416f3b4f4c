import Specification

/// Which bytes go from which die to which: each byte that a die needs, exactly once.
///
/// What a die holds already stays where it is. All else comes from the nearest copy, and among copies
/// equally near from the die that has sent least so far.
public struct TransferPlan: Sendable {
  /// One range of a bundle on its way; on the same die, a copy from one layout to the other.
  public struct Move: Hashable, Sendable {
    /// Which bundle.
    public let bundle: Int32
    /// The die that has it.
    public let from: Int32
    /// The die that needs it.
    public let to: Int32
    /// First part of a unit.
    public let lower: Int32
    /// Behind the last part.
    public let upper: Int32

    /// The parts of units that move.
    public var parts: Range<Int> { Int(lower)..<Int(upper) }
  }

  /// The tensors.
  public let catalogue: TensorCatalogue
  /// Where they are.
  public let source: WeightLayout
  /// Where they are needed.
  public let target: WeightLayout
  /// Tensors that lie alike.
  public let bundles: [Bundle]
  /// What moves, by destination die.
  public let moves: [Move]
  /// Bytes sent and received by each die.
  public let traffic: Traffic
  /// Dies that hold nothing any more.
  public let lost: [Int]

  /// Plans the way from one layout to another.
  ///
  /// - Parameters:
  ///   - catalogue: the tensors.
  ///   - source: where they are.
  ///   - target: where they are needed.
  ///   - cluster: tells which copy is nearest.
  ///   - lost: dies that hold nothing any more.
  /// - Throws: `ReshardError` where a slice that is needed has no copy left.
  /// - Complexity: destination dies × bundles × copies near by.
  public init(
    _ catalogue: TensorCatalogue, from source: WeightLayout, to target: WeightLayout,
    on cluster: Cluster, without lost: [Int] = []
  ) throws(ReshardError) {
    try source.checkRanks(dies: cluster.dies)
    try target.checkRanks(dies: cluster.dies)
    let bundles = try Bundle.all(catalogue, from: source, to: target)
    var planner = Planner(
      catalogue: catalogue, bundles: bundles, source: source, target: target,
      neighbourhood: Neighbourhood(cluster), lost: lost)
    // Large bundles first: small ones then even out what the large ones left uneven.
    let order = bundles.indices.sorted {
      let (a, b) = (bundles[$0], bundles[$1])
      let sizes = (
        Int64(a.division.units * a.scale) * a.partBytes,
        Int64(b.division.units * b.scale) * b.partBytes
      )
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : $0 < $1
    }
    for index in order { try planner.plan(bundle: index) }
    self.catalogue = catalogue
    self.source = source
    self.target = target
    self.bundles = bundles
    moves = planner.movesByDestination()
    traffic = planner.traffic
    self.lost = lost
  }
}
