import Quantities
import Specification

/// A benchmark that keeps so many requests in flight on one rank of an engine, played step by step.
///
/// All start at once, and whenever an answer ends the next request is sent. The host tells what a step
/// made while the next one runs, as engines do that schedule ahead, and what is sent then comes while yet
/// another runs. Between two arrivals every step is one more token for all that run, so that a stretch of
/// steps has a closed form.
struct ClosedLoop {
  let costs: RolloutCosts
  let engine: ServingEngine
  /// The most tokens of a prompt.
  let prompt: Int
  /// The most tokens of an answer.
  let outputs: Int
  /// Tokens that attention picks from a context.
  let window: Double
  /// Requests in flight on the rank.
  let clients: Int
  /// Requests that the rank has room for at once.
  let room: Int
  /// Steps and stretches after which a run is given up.
  private static let limit = 200_000

  /// What a benchmark sends.
  private struct Request {
    let prompt: Int
    let outputs: Int
    var sent = 0.0
    /// When its first token came.
    var first = 0.0
    /// The clock at its first token.
    var began = 0.0
    /// The clock at which it ends.
    var end: Double { began + Double(outputs - 1) }
  }

  private var time = 0.0
  /// Tokens that an answer has gained which ran from the start.
  private var clock = 0.0
  private var waiting: [Request] = []
  /// The first of those that wait.
  private var head = 0
  /// Tokens of its prompt that are read.
  private var read = 0
  /// Those that run, the first to end last.
  private var running: [Request] = []
  /// Context of those that run, less the clock for each.
  private var contextBase = 0.0
  private var sent = 0
  /// Sent while the last step ran: they wait from the next one's end.
  private var coming: [Request] = []
  /// When those were sent whose first token the last step made.
  private var begun: [Double] = []
  /// Answers that the last step ended.
  private var ended = 0
  private var firstSum = 0.0
  private var betweenSum = 0.0

  init(
    costs: RolloutCosts, engine: ServingEngine, prompt: Int, outputs: Int, window: Double,
    clients: Int, room: Int
  ) {
    self.costs = costs
    self.engine = engine
    self.prompt = max(1, prompt)
    self.outputs = max(1, outputs)
    self.window = window
    self.clients = max(1, clients)
    self.room = max(1, room)
  }

  /// Requests in all: benchmarks send ten times as many as are in flight.
  private var requests: Int { 10 * clients }

  /// Plays the run; seconds to the first token and between tokens, each the mean over the requests, or
  /// `nil` where it would take too many steps.
  func played() -> (first: Double, between: Double)? {
    guard clients <= Self.limit else { return nil }
    var loop = self
    for _ in 0..<clients { loop.send() }
    swap(&loop.waiting, &loop.coming)
    for _ in 0..<Self.limit {
      if loop.head < loop.waiting.count, loop.running.count < room {
        loop.readPrompts()
      } else if !loop.running.isEmpty {
        loop.decode()
      } else if loop.isAwaited {
        // Nothing runs that the host or the client would wait for.
        loop.tell()
      } else {
        return (loop.firstSum / Double(requests), loop.betweenSum / Double(requests))
      }
    }
    return nil
  }

  /// Sends the next request, if any is left.
  ///
  /// Lengths lie evenly between 0.8 of the printed ones and these, as InferenceMAX draws them
  /// (RANDOM_RANGE_RATIO, from memory): multiples of irrational numbers, less their whole parts.
  private mutating func send() {
    guard sent < requests else { return }
    sent += 1
    func length(_ most: Int, _ irrational: Double) -> Int {
      let turns = Double(sent) * irrational
      return max(1, Int((Double(most) * (0.8 + 0.2 * (turns - turns.rounded(.down)))).rounded()))
    }
    coming.append(
      Request(
        prompt: length(prompt, 0.754_877_666), outputs: length(outputs, 0.569_840_291), sent: time))
  }

  /// Whether anything is to be told or on its way.
  private var isAwaited: Bool { !coming.isEmpty || !begun.isEmpty || ended > 0 }

  /// The end of a step: requests that came while it ran wait, and what the step before made is told.
  private mutating func tell() {
    waiting += coming
    coming.removeAll(keepingCapacity: true)
    for time in begun { firstSum += self.time - time }
    begun.removeAll(keepingCapacity: true)
    for _ in 0..<ended { send() }
    ended = 0
  }

  /// A step that reads prompts, beside decode where the engine mixes them.
  private mutating func readPrompts() {
    let rows = engine.mixes ? running.count * costs.decodeRows : 0
    var left = max(1, engine.stepTokens - rows)
    var tokens = 0
    var pairs = 0.0
    var count = 0
    while left > 0, head + count < waiting.count, running.count + count < room {
      let length = waiting[head + count].prompt
      let rest = length - read
      if !engine.cuts, tokens > 0, rest > left { break }
      let part = engine.cuts ? min(rest, left) : rest
      pairs += Double(part) * Double(2 * read + part)
      tokens += part
      left -= min(left, part)
      guard part == rest else {
        read += part
        break
      }
      read = 0
      count += 1
    }
    let ranks = costs.layout.data
    let step = costs.mixedStep(rankRows: tokens + rows, replicaRows: (tokens + rows) * ranks)
    time += step.fixed.value + step.perPair.value * pairs
    let decodes = engine.mixes && !running.isEmpty
    if decodes {
      let rate = costs.decode(rankSamples: running.count, replicaSamples: running.count * ranks)
      time += rate.perContextToken.value * context(after: 0)
    }
    tell()
    if decodes { advance(costs.tokensPerStep) }
    for _ in 0..<count { begin() }
  }

  /// Steps until the next answer ends.
  private mutating func decode() {
    guard let next = running.last else { return }
    let each = costs.tokensPerStep
    let steps = isAwaited ? 1 : max(1, ((next.end - clock) / each).rounded(.up))
    let rate = costs.decode(
      rankSamples: running.count, replicaSamples: running.count * costs.layout.data)
    time += steps * rate.step(contextTokens: context(after: (steps - 1) / 2 * each)).value
    tell()
    advance(steps * each)
  }

  /// Tokens of context of all that run, so many tokens later.
  private func context(after tokens: Double) -> Double {
    let many = Double(running.count)
    return many * min(window, contextBase / max(1, many) + clock + tokens)
  }

  /// Gives all that run so many tokens more, and ends what is complete.
  private mutating func advance(_ tokens: Double) {
    clock += tokens
    while let next = running.last, next.end <= clock {
      running.removeLast()
      contextBase -= Double(next.prompt) - next.began
      finish(next)
    }
  }

  /// The first of those that wait has its first token.
  private mutating func begin() {
    var request = waiting[head]
    head += 1
    if head > 4096 {
      waiting.removeFirst(head)
      head = 0
    }
    request.first = time
    request.began = clock
    begun.append(request.sent)
    guard request.outputs > 1 else { return finish(request) }
    contextBase += Double(request.prompt) - clock
    var (low, high) = (0, running.count)
    while low < high {
      let middle = (low + high) / 2
      if running[middle].end > request.end { low = middle + 1 } else { high = middle }
    }
    running.insert(request, at: low)
  }

  private mutating func finish(_ request: Request) {
    betweenSum += (time - request.first) / Double(max(1, request.outputs - 1))
    ended += 1
  }
}
