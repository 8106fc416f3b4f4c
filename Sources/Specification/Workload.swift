/// What one RL step works on.
public struct Workload: Hashable, Sendable {
  /// Prompts that one update learns from; in a run that only serves, requests that make one record.
  public var promptsPerStep: Int
  /// Samples (responses) made for each prompt; together they are a group.
  public var samplesPerPrompt: Int
  /// Tokens of a prompt.
  public var promptLength: LengthDistribution
  /// Tokens of a response.
  public var responseLength: LengthDistribution
  /// The requests of a run that only serves; `nil` where samples are made to learn from.
  public var arrivals: Arrivals?
  /// Why these figures.
  public var source: Source

  /// Makes a workload.
  public init(
    promptsPerStep: Int, samplesPerPrompt: Int, promptLength: LengthDistribution,
    responseLength: LengthDistribution, arrivals: Arrivals? = nil, source: Source
  ) {
    self.promptsPerStep = promptsPerStep
    self.samplesPerPrompt = samplesPerPrompt
    self.promptLength = promptLength
    self.responseLength = responseLength
    self.arrivals = arrivals
    self.source = source
  }

  /// Samples that one update learns from.
  public var samplesPerStep: Int { promptsPerStep * samplesPerPrompt }
}

/// How lengths are drawn, in tokens.
public enum LengthDistribution: Hashable, Sendable {
  /// Every length is the same.
  case fixed(Int)
  /// A log-normal cut at a cap, where the mass beyond the cap gathers.
  case logNormal(LogNormalLengths)
  /// Lengths that were measured, drawn again group by group.
  case measured(MeasuredLengths)
}

/// A log-normal length with a cap and a correlation within a group.
public struct LogNormalLengths: Hashable, Sendable {
  /// Mean length *after* the cap has cut: the figure that runs publish.
  public var mean: Double
  /// Standard deviation of the logarithm.
  public var sigma: Double
  /// Longest length; what would be longer is cut here.
  public var cap: Int
  /// Correlation of the logarithms of two samples of one prompt, 0…1.
  public var correlation: Double

  /// Makes a distribution.
  public init(mean: Double, sigma: Double, cap: Int, correlation: Double) {
    self.mean = mean
    self.sigma = sigma
    self.cap = cap
    self.correlation = correlation
  }
}

/// Measured lengths: where they were read and what was read.
public struct MeasuredLengths: Hashable, Sendable {
  /// The file they were read from, as the scenario names it; `nil` when they stand in the scenario.
  public var file: String?
  /// The column (CSV) or field (JSONL) that holds the length.
  public var field: String?
  /// How many consecutive lengths belong to one prompt: these stay together when drawn.
  public var groupSize: Int
  /// The lengths, in the order of the file.
  public var lengths: [Int]

  /// Makes measured lengths.
  public init(file: String?, field: String?, groupSize: Int, lengths: [Int]) {
    self.file = file
    self.field = field
    self.groupSize = groupSize
    self.lengths = lengths
  }
}

extension LengthDistribution {
  /// The longest length that can be drawn, in tokens.
  public var longest: Int {
    switch self {
    case .fixed(let length): length
    case .logNormal(let lengths): lengths.cap
    case .measured(let lengths): lengths.lengths.max() ?? 0
    }
  }
}
