import Canvas
import Specification

/// Where each card is in the grid: a column is a server, a row a slot, a gap parts two racks.
///
/// Servers that do not fit side by side make several bands, one below the other; bands that do not fit
/// either are pages, of which the one with the selected card is shown. So the grid needs no memory of
/// where it was scrolled to.
struct GridGeometry: Hashable, Sendable {
  let cluster: Cluster
  let shape: CardShape
  /// The servers of each band.
  let bands: [Range<Int>]
  /// The bands that are shown.
  let shown: Range<Int>
  /// The slots that are shown.
  let slots: Range<Int>
  /// Columns for the numbers of slots.
  let gutter: Int
  var origin = Position(column: 0, row: 0)

  /// Fits a cluster into a room, in the largest shape that shows all of it.
  init(_ cluster: Cluster, room: Size, usesLetters: Bool, card: Int) {
    self.cluster = cluster
    gutter = cluster.cardsPerServer > 10 || cluster.supernodes > 1 ? 3 : 2
    let width = room.columns - gutter
    let shapes = CardShape.all.filter { shape in
      !shape.isHalved || !usesLetters || cluster.chip.diesPerCard < 2
    }
    let slotCount = cluster.cardsPerServer
    func rows(_ shape: CardShape, _ bands: Int) -> Int { bands * (slotCount * shape.rows + 1) }
    // Fewest bands first: one picture of the machine is worth more than large cards.
    var fitting: CardShape?
    var fewest = Int.max
    for shape in shapes {
      let bands = Self.bands(of: cluster, shape: shape, width: width)
      guard bands.count < fewest, rows(shape, bands.count) <= room.rows,
        bands.allSatisfy({ Self.width(of: $0, in: cluster, shape: shape) <= width })
      else { continue }
      fitting = shape
      fewest = bands.count
    }
    let shape = fitting ?? (shapes.contains(.cell) ? .cell : .tall)
    self.shape = shape
    let bands = Self.bands(of: cluster, shape: shape, width: width)
    self.bands = bands
    let server = card / max(1, slotCount)
    let band = bands.firstIndex { $0.contains(server) } ?? 0
    let visible = max(1, min(bands.count, room.rows / max(1, rows(shape, 1))))
    let first = min(band / visible * visible, max(0, bands.count - visible))
    shown = first..<min(bands.count, first + visible)
    let slotsShown = max(1, min(slotCount, (room.rows - 1) / shape.rows))
    let slot = card % max(1, slotCount)
    let firstSlot = min(slot / slotsShown * slotsShown, slotCount - slotsShown)
    slots = visible == 1 ? firstSlot..<firstSlot + slotsShown : 0..<slotCount
  }

  /// How many cells it takes, the numbers of racks and slots included.
  var size: Size {
    let width = shown.map { Self.width(of: bands[$0], in: cluster, shape: shape) }.max() ?? 0
    return Size(columns: gutter + width, rows: shown.count * bandRows)
  }

  /// Rows of one band, its heading included.
  var bandRows: Int { slots.count * shape.rows + 1 }

  /// The servers that are shown.
  var servers: Range<Int> {
    guard let first = shown.first, let last = shown.last else { return 0..<0 }
    return bands[first].lowerBound..<bands[last].upperBound
  }

  /// Servers of a full band.
  var serversPerBand: Int { bands.first?.count ?? 1 }

  /// The first row of a band, which is its heading.
  func row(ofBand band: Int) -> Int { origin.row + (band - shown.lowerBound) * bandRows }

  /// The column of a server in its band.
  func column(of server: Int, band: Range<Int>) -> Int {
    origin.column + gutter + Self.offset(of: server, from: band.lowerBound, cluster, shape)
  }

  /// The card at a position.
  func card(at position: Position) -> Int? {
    for band in shown {
      let row = position.row - self.row(ofBand: band) - 1
      guard row >= 0, row < slots.count * shape.rows else { continue }
      for server in bands[band] {
        let start = column(of: server, band: bands[band])
        guard (start..<start + shape.pitch).contains(position.column) else { continue }
        return server * cluster.cardsPerServer + slots.lowerBound + row / shape.rows
      }
    }
    return nil
  }

  /// The number of a server's rack, from 0 over the whole cluster.
  static func rack(of server: Int, in cluster: Cluster) -> Int {
    let perSupernode = max(1, cluster.serversPerSupernode)
    let perRack = max(1, cluster.serversPerRack)
    let racks = (perSupernode + perRack - 1) / perRack
    return server / perSupernode * racks + server % perSupernode / perRack
  }

  private static func offset(
    of server: Int, from first: Int, _ cluster: Cluster, _ shape: CardShape
  ) -> Int {
    (server - first) * shape.pitch + rack(of: server, in: cluster) - rack(of: first, in: cluster)
  }

  private static func width(of band: Range<Int>, in cluster: Cluster, shape: CardShape) -> Int {
    guard let last = band.last else { return 0 }
    return offset(of: last, from: band.lowerBound, cluster, shape) + shape.columns
  }

  /// Puts whole supernodes side by side where they fit, else whole racks, else servers.
  private static func bands(of cluster: Cluster, shape: CardShape, width: Int) -> [Range<Int>] {
    func fits(_ band: Range<Int>) -> Bool {
      Self.width(of: band, in: cluster, shape: shape) <= width
    }
    let supernode = max(1, cluster.serversPerSupernode)
    let rack = min(max(1, cluster.serversPerRack), supernode)
    let unit = fits(0..<supernode) ? supernode : fits(0..<rack) ? rack : 1
    var bands: [Range<Int>] = []
    var start = 0
    while start < cluster.servers {
      // A supernode that is cut begins a band of its own.
      let limit =
        unit == supernode ? cluster.servers : (start / supernode + 1) * supernode
      var end = min(start + unit, limit)
      while end < limit, fits(start..<min(end + unit, limit)) { end = min(end + unit, limit) }
      bands.append(start..<end)
      start = end
    }
    return bands
  }
}
