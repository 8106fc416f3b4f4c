import Quantities
import Specification

/// Why weights cannot be brought from one layout to another.
public enum ReshardError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A tensor's axis does not fall into equal parts.
  case indivisible(tensor: String, units: Int, unit: String, degree: Int, layout: String)
  /// The experts of a layout are spread over more ranks than a stage has, or unevenly.
  case expertRanks(degree: Int, ranksPerStage: Int, layout: String)
  /// A layout has no rank, or more ranks than dies.
  case ranks(layout: String, ranks: Int, dies: Int)
  /// A layout's stages do not hold every layer once.
  case layers(layout: String, held: Int, model: Int)
  /// Nobody who is alive holds a slice that a die needs: which part of which tensor.
  case noCopy(tensor: String, part: String, die: Int, lost: [Int])
  /// A die cannot hold what it has and what it gets and any bucket.
  case memory(die: Int, held: Int64, needed: Int64, capacity: Int64)
  /// What a strategy needs beside the weights is more than the fullest die has room for.
  case extra(ReshardStrategy, needed: Bytes, room: Bytes)

  /// What is wrong, with the tensor, the dies and the numbers, and what would be right.
  public var description: String { remedy.map { "\(what); \($0)" } ?? what }

  /// What would be right, where it is one thing.
  public var remedy: String? {
    switch self {
    case .extra(.pointToPoint, _, _): "lower policy.reshard-bucket"
    case .extra: "point-to-point needs no more than policy.reshard-bucket"
    case .indivisible, .expertRanks, .ranks, .layers, .noCopy, .memory: nil
    }
  }

  /// What is wrong, with the tensor, the dies and the numbers.
  public var what: String {
    switch self {
    case .indivisible(let tensor, let units, let unit, let degree, let layout):
      "\(tensor): \(units) \(unit) do not divide by \(degree) in \(layout)"
    case .expertRanks(let degree, let ranks, let layout):
      "\(layout): EP\(degree) does not divide the \(ranks) ranks of a stage"
    case .ranks(let layout, let ranks, let dies):
      "\(layout): \(ranks) ranks for \(dies) dies"
    case .layers(let layout, let held, let model):
      "\(layout): the stages hold \(held) layers, the model has \(model)"
    case .noCopy(let tensor, let part, let die, let lost):
      "\(tensor): no copy of \(part) is left for die \(die)"
        + (lost.isEmpty ? "" : "; lost dies: \(lost.map(String.init).joined(separator: ", "))")
    case .memory(let die, let held, let needed, let capacity):
      "die \(die): \(Bytes(held)) held and \(Bytes(needed)) to come leave no room for a bucket in its "
        + "\(Bytes(capacity))"
    case .extra(let strategy, let needed, let room):
      "resharding \(strategy.words) needs \(needed) beside the weights, the fullest die has room for "
        + "\(max(.zero, room))"
    }
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
