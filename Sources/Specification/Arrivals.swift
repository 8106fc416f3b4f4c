/// The requests of a run that only serves, and when they come.
///
/// A request is a prompt with its samples. Without training nothing holds it back: it is handed to a
/// replica at the moment it comes.
public enum Arrivals: Hashable, Sendable {
  /// So many requests, all there at the start.
  case atOnce(requests: Int)
  /// Requests that come by chance, each on its own (a Poisson process).
  case poisson(PoissonArrivals)
  /// Requests that came at measured times.
  case measured(MeasuredArrivals)

  /// How many requests there are.
  public var requests: Int {
    switch self {
    case .atOnce(let requests): requests
    case .poisson(let process): process.requests
    case .measured(let measured): measured.seconds.count
    }
  }
}

/// Requests that come at a rate, each on its own.
public struct PoissonArrivals: Hashable, Sendable {
  /// How many come.
  public var requests: Int
  /// How many come in a second, on average.
  public var perSecond: Double

  /// Makes such arrivals.
  public init(requests: Int, perSecond: Double) {
    self.requests = requests
    self.perSecond = perSecond
  }
}

/// Measured arrival times: where they were read and what was read.
///
/// Lengths that are measured too are taken in the order of their file then, a request its line, so
/// that a trace is played as it was.
public struct MeasuredArrivals: Hashable, Sendable {
  /// The file they were read from, as the scenario names it; `nil` when they stand in the scenario.
  public var file: String?
  /// The column (CSV) or field (JSONL) that holds the time.
  public var field: String?
  /// When each request comes, in seconds from the start, in the order of the file.
  public var seconds: [Double]

  /// Makes measured arrivals.
  public init(file: String?, field: String?, seconds: [Double]) {
    self.file = file
    self.field = field
    self.seconds = seconds
  }

  /// The latest time that is believed, in seconds: somewhat more than three years.
  public static let latest = 1e8
}

extension Workload {
  /// Whether requests are only answered, and nothing learns from the answers.
  public var isServing: Bool { arrivals != nil }
}

extension Scenario {
  /// Whether requests are only answered: then all dies roll out, and none trains.
  public var isServing: Bool { workload.isServing }
}
