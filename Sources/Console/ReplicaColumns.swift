import Canvas

/// The columns of the replicas' table: those that do not fit are left out, the least needed first.
struct ReplicaColumns {
  /// A column.
  enum Kind: Int, CaseIterable {
    case index, weights, samples, sampleMeter, cache, cacheMeter, tokens, time, rate, waiting

    /// What stands above it; right-aligned, as the figures are.
    var head: String {
      switch self {
      case .index: "#"
      case .weights: "weights"
      case .samples: "samples"
      case .cache: "KV"
      case .tokens: "tokens"
      case .time: "TPOT"
      case .rate: "tok/s"
      case .waiting: "waiting"
      case .sampleMeter, .cacheMeter: ""
      }
    }

    /// Columns it takes; a meter's depend on the room.
    fileprivate var width: Int {
      switch self {
      case .index: 3
      case .weights: 9
      case .samples: 8
      case .cache: 7
      case .tokens: 8
      case .time: 10
      case .rate: 9
      case .waiting: 9
      case .sampleMeter, .cacheMeter: 0
      }
    }
  }

  private let places: [Range<Int>?]

  /// Lays the columns out.
  init(_ rect: Rect) {
    let fixed = Kind.allCases.reduce(0) { $0 + $1.width }
    let spare = rect.columns - fixed
    let meters: [Kind: Int] =
      spare >= 24
      ? [.sampleMeter: min(40, spare / 2), .cacheMeter: min(40, spare / 2)]
      : spare >= 9 ? [.sampleMeter: spare] : [:]
    var column = rect.column
    places = Kind.allCases.map { kind in
      let width = meters[kind] ?? kind.width
      guard width > 0, column + width <= rect.endColumn else { return nil }
      defer { column += width }
      return column..<column + width
    }
  }

  /// Where a column stands; `nil` where there is no room for it.
  func place(of kind: Kind) -> Range<Int>? { places[kind.rawValue] }

  /// Writes what stands above the columns.
  func drawHead(row: Int, style: Style, on canvas: inout Canvas) {
    for kind in Kind.allCases {
      guard let place = place(of: kind) else { continue }
      canvas.write(
        kind.head, at: Position(column: place.lowerBound, row: row), style: style,
        width: place.count, alignment: .trailing)
    }
  }
}
