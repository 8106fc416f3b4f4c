import Quantities
import Specification

/// What turning each knob would do from a moment on: the answer to "what would help most?".
public struct Advice: Hashable, Sendable {
  /// What a run pays for its speed beside time.
  public struct Price: Hashable, Sendable {
    /// Versions that samples were behind when they were learned from, on average over the steps compared.
    public var staleness: Double
    /// Memory that is free on the fullest die.
    public var headroom: Bytes

    /// Makes a price.
    public init(staleness: Double, headroom: Bytes) {
      self.staleness = staleness
      self.headroom = headroom
    }
  }

  /// A knob and what came of it.
  public struct Entry: Hashable, Sendable {
    /// What came of a knob.
    public enum Outcome: Hashable, Sendable {
      /// Not yet known.
      case pending
      /// Tokens a second over the steps compared.
      case measured(tokensPerSecond: Double)
      /// It cannot be turned, or the run cannot go on with it, for the reason given.
      case refused(String)
    }

    /// The knob.
    public var knob: Knob
    /// What came of it.
    public var outcome: Outcome
    /// What it costs beside time; `nil` where nothing was measured.
    public var price: Price?

    /// Makes an entry.
    public init(knob: Knob, outcome: Outcome, price: Price? = nil) {
      self.knob = knob
      self.outcome = outcome
      self.price = price
    }

    /// The tokens a second, where they were measured.
    public var tokensPerSecond: Double? {
      if case .measured(let rate) = outcome { rate } else { nil }
    }
  }

  /// The moment at which the knobs are turned.
  public var time: SimTime
  /// Whole steps that are compared, after the one under way at that moment.
  public var steps: Int
  /// Tokens a second of the run as it is; `nil` while that is not known.
  public var baseline: Double?
  /// What the run as it is pays; `nil` while that is not known.
  public var price: Price?
  /// The knobs, best first: those measured by tokens a second, then those pending, then the refused.
  public var entries: [Entry]

  /// Makes an advice; entries are put in their order.
  public init(
    time: SimTime, steps: Int, baseline: Double?, price: Price? = nil, entries: [Entry]
  ) {
    self.price = price
    self.time = time
    self.steps = steps
    self.baseline = baseline
    func place(_ entry: Entry) -> (Int, Double) {
      switch entry.outcome {
      case .measured(let rate): (0, -rate)
      case .pending: (1, 0)
      case .refused: (2, 0)
      }
    }
    // Equals stay in the order in which they were tried.
    self.entries = entries.enumerated().sorted { first, second in
      let (a, b) = (place(first.element), place(second.element))
      return (a.0, a.1, first.offset) < (b.0, b.1, second.offset)
    }.map(\.element)
  }

  /// How much faster the run would be with a knob, as a share: 0.25 is a quarter faster.
  public func gain(of entry: Entry) -> Double? {
    guard let baseline, baseline > 0, let rate = entry.tokensPerSecond else { return nil }
    return rate / baseline - 1
  }

  /// How many of the runs have come to their end, the run as it is included, and how many there are.
  public var progress: (done: Int, all: Int) {
    let open = entries.count { $0.outcome == .pending } + (baseline == nil ? 1 : 0)
    return (entries.count + 1 - open, entries.count + 1)
  }

  /// Whether everything is known.
  public var isDone: Bool { progress.done == progress.all }
}
