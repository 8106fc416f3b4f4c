import Quantities
import Telemetry

/// What became of the requests of a run that only serves.
struct ServingBook: Sendable {
  /// When things happened to a sample.
  struct Times: Sendable {
    var arrival = SimTime.zero
    var begin: SimTime?
    var firstToken: SimTime?
  }

  /// Requests of the whole run.
  let requests: Int
  /// Requests that have come.
  var arrived = 0
  /// Requests that are answered.
  private(set) var answered = 0
  /// The time that the latest arrival was drawn for.
  var latestArrival = SimTime.zero
  /// Tokens and samples that were answered since the last record.
  private(set) var recordTokens = 0
  private(set) var recordSamples = 0
  /// Requests that were answered up to the latest record.
  private var recorded = 0

  /// Tokens that the samples of each rank were expected to have, where lengths are predicted.
  private(set) var expected: [Int]
  /// By sample.
  private var times: [Times] = []
  private var queueing = LatencyHistogram()
  private var firstToken = LatencyHistogram()
  private var perToken = LatencyHistogram()
  private var latency = LatencyHistogram()
  private var promptTokens = 0
  private var responseTokens = 0
  private var latestAnswer = SimTime.zero

  /// Tokens in each replica's caches, and since when; in between they are taken to grow evenly.
  private var cacheTokens: [Double]
  private var cacheSince: [SimTime]
  private var cacheArea = 0.0
  private var cachePeak = 0.0

  init(requests: Int, replicas: Int, ranks: Int) {
    self.requests = requests
    expected = Array(repeating: 0, count: ranks)
    cacheTokens = Array(repeating: 0, count: replicas)
    cacheSince = Array(repeating: .zero, count: replicas)
  }

  /// Whether every request is answered and stands in a record.
  var isComplete: Bool { answered == requests && recordSamples == 0 }

  /// Notes that a sample is there.
  mutating func arrive(_ sample: Int, at now: SimTime) {
    while times.count <= sample { times.append(Times()) }
    times[sample] = Times(arrival: now)
  }

  /// Notes that a sample goes to a rank, from the one it is with, if any.
  mutating func expect(_ sample: Sample, at rank: Int32) {
    if sample.rank >= 0 { expected[Int(sample.rank)] -= Int(sample.expected) }
    expected[Int(rank)] += Int(sample.expected)
  }

  /// Notes that a sample's context begins to be read.
  mutating func begin(_ sample: Int32, at now: SimTime) {
    guard times[Int(sample)].begin == nil else { return }
    times[Int(sample)].begin = now
    queueing.add(now - times[Int(sample)].arrival)
  }

  /// Notes that a sample has its first token.
  mutating func writeFirst(_ sample: Int32, at now: SimTime) {
    guard times[Int(sample)].firstToken == nil else { return }
    times[Int(sample)].firstToken = now
    firstToken.add(now - times[Int(sample)].arrival)
  }

  /// Notes that a sample is written to its end.
  mutating func finish(_ id: Int32, _ sample: Sample, at now: SimTime) {
    let spans = times[Int(id)]
    latency.add(now - spans.arrival)
    if let first = spans.firstToken, sample.length > 1 {
      let each = (now - first).nanoseconds / Int64(sample.length - 1)
      perToken.add(SimDuration(nanoseconds: each))
    }
    expected[Int(sample.rank)] -= Int(sample.expected)
    responseTokens += Int(sample.length)
    recordTokens += Int(sample.promptTokens) + Int(sample.length)
    recordSamples += 1
    latestAnswer = now
  }

  /// Notes that all samples of a request are written.
  mutating func answer(promptTokens tokens: Int) {
    answered += 1
    promptTokens += tokens
  }

  /// Whether so many requests were answered since the latest record, or all that there are.
  func isRecordDue(every count: Int) -> Bool {
    answered - recorded >= count || answered == requests
  }

  /// Begins another record.
  mutating func closeRecord() {
    recorded = answered
    recordTokens = 0
    recordSamples = 0
  }

  /// Notes what a replica has in its caches.
  mutating func noteCache(_ replica: Int, tokens: Double, fullestShare: Double, at now: SimTime) {
    let span = (now - cacheSince[replica]).seconds
    cacheArea += (cacheTokens[replica] + tokens) / 2 * span
    cacheTokens[replica] = tokens
    cacheSince[replica] = now
    cachePeak = max(cachePeak, fullestShare)
  }

  /// How it stands; `capacity` is what all caches hold.
  func status(preemptions: Int, capacity: Double, at now: SimTime) -> ServingStatus {
    let end = isComplete ? latestAnswer : now
    var area = cacheArea
    for (tokens, since) in zip(cacheTokens, cacheSince) where since < end {
      area += tokens * (end - since).seconds
    }
    let whole = capacity * end.seconds
    return ServingStatus(
      requests: requests, arrived: arrived, answered: answered, promptTokens: promptTokens,
      responseTokens: responseTokens, span: end - .zero, queueing: .init(queueing),
      firstToken: .init(firstToken), perToken: .init(perToken), latency: .init(latency),
      cacheMean: whole > 0 ? area / whole : 0, cachePeak: cachePeak, preemptions: preemptions)
  }

  /// Mixes in what the future depends on, and what came so far.
  func mix(into digest: inout Digest) {
    for count in [arrived, answered, responseTokens, recordTokens] { digest.mix(count) }
    digest.mix(latestArrival.nanoseconds)
    for sum in [queueing.total, firstToken.total, perToken.total, latency.total, cacheArea] {
      digest.mix(sum.bitPattern)
    }
  }
}
