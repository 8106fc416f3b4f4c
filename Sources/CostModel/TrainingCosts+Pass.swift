import Quantities
import Specification

extension TrainingCosts {
  /// Durations of one lane: data-parallel ranks that go through their experts together.
  struct Lane {
    var forward: [Double] = []
    var backward: [Double] = []
    var deferrable: [Double] = []
    var hiddenForward: [Double] = []
    var hiddenBackward: [Double] = []
    var transfer: [Double] = []
    var microBatches = 0
    /// For each micro-batch, what sets its pace.
    var pace: [Pace] = []

    /// Enters a micro-batch's seconds in each kind of stage.
    mutating func enter(_ seconds: [StageTimes.Durations], at index: Int) {
      for (kind, seconds) in seconds.enumerated() {
        let row = kind * microBatches + index
        forward[row] = seconds.forward
        backward[row] = seconds.backward
        if !deferrable.isEmpty { deferrable[row] = seconds.deferrable }
        if !hiddenForward.isEmpty {
          hiddenForward[row] = seconds.hiddenForward
          hiddenBackward[row] = seconds.hiddenBackward
        }
      }
    }
  }

  /// What sets the pace of a lane's micro-batch.
  struct Pace: Equatable {
    /// Where the passes over the tokens of the rank with most of them stand.
    var place: Int
    /// Where those over the ranks' mean stand: experts work for all of them.
    var experts: Int
    /// Pairs of tokens that attend to each other, doubled.
    var pairs: Double
  }

  /// Forward only, as a reference model or a log-probability pass runs.
  ///
  /// `batches` are the micro-batches of each data-parallel rank.
  public func forwardPass(_ batches: [[MicroBatch]]) -> PassCost {
    var memo = PassMemo(costs: self, learns: false)
    return run(batches, memo: &memo)
  }

  /// Forward, backward, gradient reduction and optimizer.
  ///
  /// `batches` are the micro-batches of each data-parallel rank.
  public func update(_ batches: [[MicroBatch]]) -> PassCost {
    var memo = PassMemo(costs: self, learns: true)
    return run(batches, memo: &memo)
  }

  /// The same of micro-batches by their tokens, each of sequences of one length.
  public func forwardPass(_ sequences: [[Int]]) -> PassCost { forwardPass(even(sequences)) }

  /// The same of micro-batches by their tokens, each of sequences of one length.
  public func update(_ sequences: [[Int]]) -> PassCost { update(even(sequences)) }

  private func even(_ tokens: [[Int]]) -> [[MicroBatch]] {
    tokens.map { $0.map { MicroBatch(tokens: $0, sequences: max(1, layout.microBatch)) } }
  }

  /// The passes over micro-batches that a memo is for.
  func run(_ sequences: [[MicroBatch]], memo: inout PassMemo) -> PassCost {
    guard let slowest = slowest(of: sequences, learns: memo.learns, memo: &memo) else {
      return PassCost(
        total: .zero, terms: [], stageBusy: Array(repeating: 0, count: plan.physical),
        flops: FLOPs(0))
    }
    return cost(
      of: slowest.lane, ends: slowest.ends, sequences: sequences, memo: memo,
      learns: memo.learns)
  }

  /// The lane that ends last, with the orders of its stages, and when each lane ends; `nil` where there is
  /// nothing to do.
  func slowest(
    of sequences: [[MicroBatch]], learns: Bool, memo: inout PassMemo
  ) -> (lane: Lane, orders: [[PipelinePlay.Step]], ends: [Double])? {
    var slowest: (lane: Lane, orders: [[PipelinePlay.Step]])?
    var (ends, last): ([Double], Double) = ([], -1)
    var orders: [[PipelinePlay.Step]] = []
    var first = 0
    let step = coupledRanks
    while first < sequences.count {
      let ranks = sequences[first..<min(first + step, sequences.count)]
      first += step
      let lane = lane(ranks, memo: &memo)
      guard lane.microBatches > 0 else {
        ends.append(0)
        continue
      }
      let play = play(lane, learns: learns)
      if learns, orders.first?.count != 2 * lane.microBatches * play.chunks {
        orders = play.allOrders
      }
      let end = play.finish(orders: orders).max() ?? 0
      ends.append(end)
      if end > last { (slowest, last) = ((lane, orders), end) }
    }
    return slowest.map { ($0.lane, $0.orders, ends) }
  }

  func play(_ lane: Lane, learns: Bool) -> PipelinePlay {
    PipelinePlay(
      stages: plan.physical, chunks: plan.stages.count / plan.physical,
      microBatches: lane.microBatches, schedule: layout.schedule, profile: plan.kindOf,
      forward: lane.forward, backward: learns ? lane.backward : [], deferrable: lane.deferrable,
      hiddenForward: lane.hiddenForward, hiddenBackward: lane.hiddenBackward,
      transfer: lane.transfer)
  }

  /// The most tokens that a rank has in a micro-batch, and what sets its pace.
  ///
  /// The rank with most tokens does, and the one with most pairs that of attention's core.
  private func pace(
    of ranks: ArraySlice<[MicroBatch]>, at index: Int, memo: inout PassMemo
  ) -> (tokens: Int, pace: Pace) {
    var tokens = 0
    var sum = 0
    var pairs = 0.0
    for rank in ranks where index < rank.count {
      tokens = max(tokens, rank[index].tokens)
      sum += rank[index].tokens
      pairs = max(pairs, rank[index].pairs)
    }
    let pace = Pace(
      place: memo.place(tokens), experts: memo.place((sum + ranks.count - 1) / ranks.count),
      pairs: pairs)
    return (tokens, pace)
  }

  private func lane(_ ranks: ArraySlice<[MicroBatch]>, memo: inout PassMemo) -> Lane {
    let longest = ranks.map(\.count).max() ?? 0
    // Virtual stages take micro-batches in groups of as many as there are stages; what is missing in
    // the last group passes as nothing.
    let group = plan.stages.count > plan.physical ? plan.physical : 1
    let count = (longest + group - 1) / group * group
    var lane = Lane()
    lane.microBatches = count
    let kinds = plan.kinds.count
    lane.forward = Array(repeating: 0, count: kinds * count)
    lane.backward = lane.forward
    if layout.schedule == .zeroBubble { lane.deferrable = lane.forward }
    if layout.schedule == .adaptive {
      lane.hiddenForward = lane.forward
      lane.hiddenBackward = lane.forward
    }
    lane.transfer.reserveCapacity(count)
    let width = Double(model.hidden) * 2 / Double(layout.tensor * layout.context)
    let distance = max(1, dies / plan.physical)
    // Micro-batches alike stand side by side, in tables of pre-training all of them.
    var last = (tokens: -1, seconds: [StageTimes.Durations](repeating: .init(), count: kinds))
    for index in 0..<count {
      let (tokens, pace) = pace(of: ranks, at: index, memo: &memo)
      if tokens == last.tokens, let before = lane.pace.last, before == pace {
        lane.transfer.append(lane.transfer[index - 1])
      } else {
        lane.transfer.append(
          plan.stages.count > 1 ? fabric.send(Double(tokens) * width, distance: distance) : 0)
        last.tokens = tokens
        for kind in 0..<kinds where tokens > 0 {
          last.seconds[kind] = memo.durations(pace, kind: kind)
        }
      }
      lane.pace.append(pace)
      if tokens > 0 { lane.enter(last.seconds, at: index) }
    }
    return lane
  }

  private func cost(
    of lane: Lane, ends: [Double], sequences: [[MicroBatch]], memo: PassMemo, learns: Bool
  ) -> PassCost {
    let end = ends.max() ?? 0
    var busy = [Double](repeating: 0, count: plan.physical)
    for (position, kind) in plan.kindOf.enumerated() {
      for index in 0..<lane.microBatches {
        let row = kind * lane.microBatches + index
        busy[position % plan.physical] += lane.forward[row] + lane.backward[row]
      }
    }
    let busiest = busy.indices.max { busy[$0] < busy[$1] } ?? 0
    var work = Breakdown()
    for (position, kind) in plan.kindOf.enumerated() where position % plan.physical == busiest {
      var index = 0
      while index < lane.pace.count {
        let pace = lane.pace[index]
        let alike = lane.pace[index...].prefix { $0 == pace }.count
        if pace.pairs > 0 { work += memo.breakdown(pace, kind: kind) * Double(alike) }
        index += alike
      }
    }
    var terms = work.terms
    // What the schedule hid or had to wait for, told apart by sign.
    let idle = end - work.total
    if idle != 0 {
      terms.append(
        CostTerm(
          name: idle > 0 ? "pipeline bubble" : "exchange hidden behind compute",
          seconds: Seconds(idle), source: Source("the schedule, played", .derived)))
    }
    var total = end
    if learns {
      // The step ends with the stage whose weights take longest to reduce and renew.
      let closings = (0..<plan.physical).map { stage in
        closing(stage: stage, window: window(of: stage, lane), microBatches: lane.microBatches)
      }
      func seconds(_ terms: [CostTerm]) -> Double { terms.reduce(0) { $0 + $1.seconds.value } }
      let last = closings.max { seconds($0) < seconds($1) } ?? []
      terms += last
      total += seconds(last)
    }
    let flops = modelFLOPs(of: sequences, backward: learns)
    return PassCost(
      total: Seconds(total), terms: terms,
      stageBusy: busy.map { total > 0 ? min(1, $0 / total) : 0 },
      laneShares: end > 0 ? ends.map { $0 / end } : [],
      flops: flops)
  }

  /// What a stage's collectives can hide behind: its passes over one micro-batch, and where stages are
  /// virtual over a group of them, since the chunks' gradients are ready one after the other.
  private func window(of stage: Int, _ lane: Lane) -> (forward: Double, backward: Double) {
    var window = (forward: 0.0, backward: 0.0)
    let chunks = plan.stages.count / plan.physical
    let batches = chunks > 1 ? min(plan.physical, lane.microBatches) : 1
    for chunk in 0..<chunks {
      let row = plan.kindOf[chunk * plan.physical + stage] * lane.microBatches
      for index in 0..<batches {
        window.forward += lane.forward[row + index]
        window.backward += lane.backward[row + index]
      }
    }
    return window
  }
}
