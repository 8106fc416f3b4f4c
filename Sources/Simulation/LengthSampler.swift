import EventKernel
import Specification

/// Draws the lengths of a group's samples.
///
/// Group *g* has the same lengths whatever was drawn before: each group reads a random stream of its
/// own, so that two policies, or two futures, meet the same luck.
struct LengthSampler: Sendable {
  private let seed: UInt64
  /// Whether measured lengths are taken in their order, as those of a trace.
  private let isInOrder: Bool
  private let prompts: Source
  private let responses: Source

  /// A distribution made ready to draw from.
  private enum Source: Sendable {
    case fixed(Int)
    case logNormal(CappedLogNormal, GroupCorrelation)
    case measured(MeasuredLengths)
  }

  init(workload: Workload, seed: UInt64) {
    self.seed = seed
    if case .measured = workload.arrivals { isInOrder = true } else { isInOrder = false }
    prompts = Self.prepare(workload.promptLength)
    responses = Self.prepare(workload.responseLength)
  }

  /// The prompt's length of a group.
  func prompt(ofGroup group: Int) -> Int {
    var lengths: [Int] = []
    draw(from: prompts, purpose: .promptLengths, group: group, count: 1, into: &lengths)
    return lengths.first ?? 1
  }

  /// The responses' lengths of a group.
  func responses(ofGroup group: Int, count: Int, into lengths: inout [Int]) {
    lengths.removeAll(keepingCapacity: true)
    draw(from: responses, purpose: .responseLengths, group: group, count: count, into: &lengths)
  }

  private func draw(
    from source: Source, purpose: RandomStream.Purpose, group: Int, count: Int,
    into lengths: inout [Int]
  ) {
    switch source {
    case .fixed(let length):
      for _ in 0..<count { lengths.append(max(1, length)) }
    case .logNormal(let distribution, let correlation):
      var random = RandomStream(seed: seed, purpose: purpose, index: group)
      let common = random.normal()
      for _ in 0..<count {
        let deviate = correlation.deviate(group: common, member: random.normal())
        lengths.append(max(1, Int(distribution.value(at: deviate).rounded())))
      }
    case .measured(let measured):
      var random = RandomStream(seed: seed, purpose: purpose, index: group)
      let size = max(1, min(measured.groupSize, measured.lengths.count))
      let groups = max(1, measured.lengths.count / size)
      let first = (isInOrder ? group % groups : random.integer(below: groups)) * size
      for index in 0..<count { lengths.append(max(1, measured.lengths[first + index % size])) }
    }
  }

  private static func prepare(_ distribution: LengthDistribution) -> Source {
    switch distribution {
    case .fixed(let length): .fixed(length)
    case .measured(let measured): .measured(measured)
    case .logNormal(let lengths):
      .logNormal(
        CappedLogNormal(
          mean: lengths.mean, logDeviation: lengths.sigma, cap: Double(lengths.cap)),
        GroupCorrelation(lengths.correlation))
    }
  }
}

extension RandomStream.Purpose {
  /// Lengths of prompts, by group.
  static let promptLengths = RandomStream.Purpose("prompt lengths")
  /// Lengths of responses, by group.
  static let responseLengths = RandomStream.Purpose("response lengths")
}
