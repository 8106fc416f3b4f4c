import Quantities
import Specification

/// Why weights cannot be brought from one layout to another.
public enum ReshardError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A tensor's axis does not fall into equal parts.
  case indivisible(
    tensor: String, units: Int, unit: String, degree: Int, layout: String, dies: ClosedRange<Int>)
  /// The experts of a layout are spread over more ranks than a stage has, or unevenly.
  case expertRanks(degree: Int, ranksPerStage: Int, layout: String, dies: ClosedRange<Int>)
  /// A layout has no rank, or more ranks than dies.
  case ranks(layout: String, ranks: Int, dies: Int)
  /// A layout's stages do not hold every layer once.
  case layers(layout: String, held: Int, model: Int)
  /// Shards of the two layouts meet in pieces too many to be counted.
  case shards(tensor: String, units: Int, parts: Int)
  /// Nobody who is alive holds a slice that a die needs: which part of which tensor.
  case noCopy(tensor: String, part: String, die: Int, lost: [Int])
  /// A die cannot hold what it has and what it gets and any bucket; the tensor that is most of it.
  case memory(
    die: Int, held: Int64, needed: Int64, capacity: Int64, tensor: String, tensorBytes: Int64)
  /// What a strategy needs beside the weights is more than the fullest die has room for.
  case extra(ReshardStrategy, needed: Bytes, room: Bytes)

  /// What is wrong, with the tensor, the dies and the numbers, and what would be right.
  public var description: String { remedy.map { "\(what); \($0)" } ?? what }

  /// What would be right, where it is one thing.
  public var remedy: String? {
    switch self {
    case .extra(.pointToPoint, _, _): "lower policy.reshard-bucket"
    case .extra: "point-to-point needs no more than policy.reshard-bucket"
    case .indivisible(_, let units, _, let degree, _, _), .expertRanks(let degree, let units, _, _):
      Self.divisors(of: units, near: degree)
    case .memory: "spread the weights over more dies, or put the layouts on dies of their own"
    case .ranks, .layers, .shards, .noCopy: nil
    }
  }

  /// What is wrong, with the tensor, the dies and the numbers.
  public var what: String {
    switch self {
    case .indivisible(let tensor, let units, let unit, let degree, let layout, let dies):
      "\(tensor): \(units) \(unit) do not divide by \(degree) in \(layout) on \(Self.words(dies))"
    case .expertRanks(let degree, let ranks, let layout, let dies):
      "\(layout) on \(Self.words(dies)): EP\(degree) does not divide the \(ranks) ranks of a stage"
    case .ranks(let layout, let ranks, let dies):
      "\(layout): \(ranks) ranks for \(dies) dies"
    case .layers(let layout, let held, let model):
      "\(layout): the stages hold \(held) layers, the model has \(model)"
    case .shards(let tensor, let units, let parts):
      "\(tensor): \(units) units in \(parts) shards each are more pieces than can be planned"
    case .noCopy(let tensor, let part, let die, let lost):
      "\(tensor): no copy of \(part) is left for die \(die)"
        + (lost.isEmpty ? "" : "; lost dies: \(lost.map(String.init).joined(separator: ", "))")
    case .memory(let die, let held, let needed, let capacity, let tensor, let bytes):
      "die \(die): \(Bytes(held)) held and \(Bytes(needed)) to come, \(Bytes(bytes)) of it \(tensor), "
        + "leave no room for a bucket in its \(Bytes(capacity))"
    case .extra(let strategy, let needed, let room):
      "resharding \(strategy.words) needs \(needed) beside the weights, the fullest die has room for "
        + "\(max(.zero, room))"
    }
  }

  private static func words(_ dies: ClosedRange<Int>) -> String {
    dies.count == 1 ? "die \(dies.lowerBound)" : "dies \(dies.lowerBound) to \(dies.upperBound)"
  }

  /// The degrees next to one that do divide.
  private static func divisors(of units: Int, near degree: Int) -> String? {
    guard units > 0, degree > 0 else { return nil }
    let below = (1...max(1, min(degree, units))).last { units % $0 == 0 }
    let above = degree < units ? (degree...units).first { units % $0 == 0 } : nil
    let both = [below, above].compactMap { $0.map(String.init) }
    return both.isEmpty ? nil : "write \(both.joined(separator: " or "))"
  }
}

extension ReshardStrategy {
  /// The strategy in a sentence, as in "by gathering whole tensors".
  public var words: String {
    switch self {
    case .gather: "by gathering whole tensors"
    case .directed: "by directed all-to-all"
    case .pointToPoint: "point-to-point"
    }
  }
}
