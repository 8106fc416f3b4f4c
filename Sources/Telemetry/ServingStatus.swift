import Quantities

/// How a run that only serves has fared so far.
public struct ServingStatus: Hashable, Sendable {
  /// A duration over all responses.
  public struct Spread: Hashable, Sendable {
    /// The mean.
    public var mean: Seconds
    /// The median.
    public var p50: Seconds
    /// What 95 % do not exceed.
    public var p95: Seconds
    /// What 99 % do not exceed.
    public var p99: Seconds
    /// The longest.
    public var longest: Seconds

    /// Reads a histogram.
    public init(_ histogram: LatencyHistogram) {
      mean = histogram.mean
      p50 = histogram.quantile(0.5)
      p95 = histogram.quantile(0.95)
      p99 = histogram.quantile(0.99)
      longest = histogram.longest
    }
  }

  /// Requests of the whole run.
  public var requests: Int
  /// Requests that have come.
  public var arrived: Int
  /// Requests that are answered.
  public var answered: Int
  /// Prompt tokens of the answered ones.
  public var promptTokens: Int
  /// Response tokens of the answered ones.
  public var responseTokens: Int
  /// From the start to the latest answer.
  public var span: SimDuration
  /// From a request's coming until its prompt begins to be read.
  public var queueing: Spread
  /// From a request's coming to its first token (TTFT).
  public var firstToken: Spread
  /// Time of each further token (TPOT), a response's mean.
  public var perToken: Spread
  /// From a request's coming to its last token.
  public var latency: Spread
  /// The share of all KV caches that was filled, averaged over the time.
  public var cacheMean: Double
  /// The share of the fullest rank's KV cache that was filled, at its fullest.
  public var cachePeak: Double
  /// Samples that lost their place for want of cache, and whose contexts had to be read again.
  public var preemptions: Int

  /// Makes a status.
  public init(
    requests: Int, arrived: Int, answered: Int, promptTokens: Int, responseTokens: Int,
    span: SimDuration, queueing: Spread, firstToken: Spread, perToken: Spread, latency: Spread,
    cacheMean: Double, cachePeak: Double, preemptions: Int
  ) {
    self.requests = requests
    self.arrived = arrived
    self.answered = answered
    self.promptTokens = promptTokens
    self.responseTokens = responseTokens
    self.span = span
    self.queueing = queueing
    self.firstToken = firstToken
    self.perToken = perToken
    self.latency = latency
    self.cacheMean = cacheMean
    self.cachePeak = cachePeak
    self.preemptions = preemptions
  }

  /// Answers a second, from the start to the latest one.
  public var requestsPerSecond: Double { rate(answered) }
  /// Response tokens a second.
  public var responseTokensPerSecond: Double { rate(responseTokens) }
  /// Prompt and response tokens a second.
  public var tokensPerSecond: Double { rate(promptTokens + responseTokens) }

  private func rate(_ count: Int) -> Double {
    span > .zero ? Double(count) / span.seconds : 0
  }
}
