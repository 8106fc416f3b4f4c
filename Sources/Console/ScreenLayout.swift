import Canvas

/// Which panels stand on the screen together.
///
/// Where not all of a layout's panels fit, those that come first do, and the selected one always.
public enum ScreenLayout: Int, CaseIterable, Hashable, Sendable {
  /// The supernode and a little of everything.
  case overview
  /// Replicas, lengths and the queue.
  case rollout
  /// The pipeline, the layouts and the memory.
  case training
  /// All that goes over time.
  case charts
  /// Knobs, their effects, and both futures.
  case whatIf
  /// Every panel that fits.
  case all

  /// The word that names it on a command line and on screen.
  public var name: String { self == .whatIf ? "what-if" : "\(self)" }

  /// Finds a layout by its word.
  public init?(name: String) {
    guard let layout = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = layout
  }

  /// One column of a screen.
  struct Column {
    var extent: Extent
    /// Groups of panels, one below the other; those of a group stand side by side.
    var groups: [[Panel]]

    init(_ groups: [[Panel]], _ extent: Extent = .share()) {
      self.extent = extent
      self.groups = groups
    }
  }

  /// The columns of a screen so wide.
  func columns(width: Int) -> [Column] {
    switch width {
    case ..<118: [Column(stack.map { [$0] })]
    case ..<156 where self == .overview: medium
    // From 160 columns on there is room for the legend's whole names.
    case ..<230: wide(.fixed(width < 156 ? width / 2 : min(84, width - 76)))
    default: huge
    }
  }

  /// All panels in one column, the most telling first.
  private var stack: [Panel] {
    switch self {
    case .overview:
      [
        .supernode, .timeline, .throughput, .resharding, .shares, .queue, .rollout, .memory, .log,
        .pipeline,
      ]
    case .rollout: [.rollout, .queue, .timeline]
    case .training: [.pipeline, .timeline, .memory, .resharding, .shares]
    case .charts: [.throughput, .timeline, .memory]
    case .whatIf: [.knobs, .advisor, .compare, .throughput]
    case .all: [.supernode] + Panel.allCases.filter { $0 != .supernode }
    }
  }

  private var medium: [Column] {
    [
      Column(
        [[.supernode], [.timeline], [.throughput], [.resharding], [.rollout], [.log]], .fixed(80)),
      Column([[.shares], [.queue], [.memory]]),
    ]
  }

  private func wide(_ left: Extent) -> [Column] {
    switch self {
    case .overview:
      [
        Column([[.supernode], [.shares], [.queue], [.memory], [.log]], left),
        Column([[.timeline], [.throughput], [.resharding], [.rollout]]),
      ]
    case .rollout:
      [Column([[.supernode], [.queue], [.shares]], left), Column([[.rollout], [.timeline]])]
    case .training:
      [
        Column([[.shares], [.memory], [.resharding]], left), Column([[.pipeline], [.timeline]]),
      ]
    case .charts: [Column([[.timeline], [.memory]], left), Column([[.throughput]])]
    case .whatIf:
      [Column([[.knobs], [.advisor]], left), Column([[.compare], [.throughput]])]
    case .all:
      [
        Column([[.supernode], [.shares], [.queue], [.memory], [.log], [.knobs], [.advisor]], left),
        Column([
          [.timeline], [.throughput], [.pipeline], [.resharding], [.rollout], [.compare],
        ]),
      ]
    }
  }

  private var huge: [Column] {
    switch self {
    case .overview:
      [
        Column([[.supernode], [.shares, .queue], [.rollout]], .fixed(132)),
        Column([[.timeline], [.throughput], [.pipeline], [.memory, .log], [.resharding]]),
      ]
    case .rollout:
      [
        Column([[.supernode], [.queue, .shares], [.log]], .fixed(132)),
        Column([[.rollout], [.timeline]]),
      ]
    case .training:
      [
        Column([[.supernode], [.shares, .resharding], [.memory]], .fixed(132)),
        Column([[.pipeline], [.timeline]]),
      ]
    case .charts:
      [
        Column([[.throughput]]), Column([[.timeline], [.memory], [.pipeline]]),
      ]
    case .whatIf:
      [
        Column([[.knobs], [.advisor], [.compare]], .fixed(132)),
        Column([[.throughput], [.timeline]]),
      ]
    case .all:
      [
        Column([[.supernode], [.shares], [.queue], [.memory]], .fixed(104)),
        Column([[.timeline], [.rollout], [.pipeline], [.resharding]]),
        Column([[.throughput], [.compare], [.knobs], [.advisor], [.log]]),
      ]
    }
  }
}
