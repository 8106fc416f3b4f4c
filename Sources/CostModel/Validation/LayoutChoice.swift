import Quantities
import Specification

/// What a publication leaves out of a training layout, chosen as an engineer would: the fastest that fits.
///
/// Recomputation is open where it is not printed. Virtual stages are open where a row prints neither
/// them nor the micro-batch, since a table with a column of micro-batches prints the whole layout; one
/// sequence a micro-batch is taken, as most tables have it that do print.
struct LayoutChoice {
  private let candidates: [TrainingLayout]

  /// Lists what a case may have run; `ranks` is its data-parallel degree.
  init(_ one: PublishedCase, _ layout: TrainingLayout, _ model: Transformer, ranks: Int) {
    var found = [layout]
    if one.microBatch == nil, one.virtualPipeline == nil {
      found = Self.chunks(found, model, sequencesPerRank: (one.globalBatch ?? 1) / max(1, ranks))
    }
    let isOpen = one.recomputation.isEmpty && layout.recomputation == .none
    let open: [Recomputation] =
      model.experts == nil
      ? [.none, .selective, .full] : [.none, .selective, .selectiveExperts, .full]
    candidates = found.flatMap { layout in
      (isOpen ? open : [layout.recomputation]).map {
        var layout = layout
        layout.recomputation = $0
        return layout
      }
    }
  }

  /// The costs of the fastest layout that fits, or of the smallest.
  func best(
    batch: Int, sequence: Int, _ costs: (TrainingLayout) -> TrainingCosts
  ) -> TrainingCosts {
    guard candidates.count > 1 else { return costs(candidates[0]) }
    var best: (costs: TrainingCosts, seconds: Double)?
    var smallest: (costs: TrainingCosts, bytes: Int64)?
    for layout in candidates {
      let costs = costs(layout)
      let count = max(1, batch / (layout.microBatch * costs.data))
      let tokens = sequence * layout.microBatch
      let memory = costs.memory(microBatchTokens: tokens, microBatches: count)
      let most = memory.map(\.total).max() ?? .zero
      if smallest.map({ most.count < $0.bytes }) ?? true { smallest = (costs, most.count) }
      guard most <= costs.cluster.chip.memory else { continue }
      // The order is told as well by a few rounds through the pipeline as by all.
      let few = min(count, max(64, 4 * layout.pipeline))
      let lane = Array(
        repeating: Array(repeating: tokens, count: few), count: costs.coupledRanks)
      let seconds = costs.update(lane).total.value * Double(count) / Double(few)
      if best.map({ seconds < $0.seconds }) ?? true { best = (costs, seconds) }
    }
    return best?.costs ?? smallest?.costs ?? costs(candidates[0])
  }

  /// Virtual stages need micro-batches in whole groups of as many as there are stages.
  private static func chunks(
    _ layouts: [TrainingLayout], _ model: Transformer, sequencesPerRank: Int
  ) -> [TrainingLayout] {
    layouts.flatMap { layout -> [TrainingLayout] in
      let batches = sequencesPerRank / layout.microBatch
      guard layout.pipeline > 1, layout.schedule == .oneFOneB, batches % layout.pipeline == 0 else {
        return [layout]
      }
      // Of a rank's layers, as many in each virtual stage; short ranks have one fewer.
      let each = max(1, (model.layers + layout.pipeline - 1) / layout.pipeline)
      return (1...each).filter { each % $0 == 0 }.map {
        var layout = layout
        layout.virtualPipeline = $0
        layout.schedule = $0 > 1 ? .interleaved : .oneFOneB
        return layout
      }
    }
  }
}
