/// Colours the edges of a bipartite multigraph with as few colours as its busiest node has edges.
///
/// Edge by edge: where no colour is free at both ends, a path of two alternating colours is swapped,
/// which in a bipartite graph never comes back to the edge it starts from.
struct EdgeColouring {
  /// How many colours are used: the largest number of edges at a node.
  let colours: Int
  private let edges: [(from: Int, to: Int)]
  private let nodes: Int
  /// For each node and colour the edge of that colour, or -1; left nodes before right ones.
  private var table: [Int32]
  private var colourOf: [Int32]

  /// Takes edges from left nodes to right nodes, both numbered from 0.
  init(nodes: Int, edges: [(Int, Int)]) {
    self.nodes = nodes
    self.edges = edges.map { ($0.0, $0.1) }
    var degree = [Int](repeating: 0, count: 2 * nodes)
    for (from, to) in edges {
      degree[from] += 1
      degree[nodes + to] += 1
    }
    colours = degree.max() ?? 0
    table = [Int32](repeating: -1, count: 2 * nodes * colours)
    colourOf = [Int32](repeating: -1, count: edges.count)
  }

  /// The colour of an edge, after `run()`.
  func colour(of edge: Int) -> Int { Int(colourOf[edge]) }

  /// Colours every edge.
  ///
  /// - Complexity: edges × (colours + nodes) at worst.
  mutating func run() {
    for edge in edges.indices {
      let left = edges[edge].from
      let right = nodes + edges[edge].to
      let (free, other, common) = freeColours(left, right)
      if common >= 0 {
        paint(edge, left, right, common)
      } else {
        // `free` is free on the left and taken on the right; `other` the other way round.
        swap(from: right, free, other)
        paint(edge, left, right, free)
      }
    }
  }

  /// A colour free at both nodes, or -1 and one free at each.
  private func freeColours(_ left: Int, _ right: Int) -> (left: Int, right: Int, both: Int) {
    var result = (left: -1, right: -1, both: -1)
    for colour in 0..<colours {
      let isFreeLeft = table[left * colours + colour] < 0
      let isFreeRight = table[right * colours + colour] < 0
      if isFreeLeft, isFreeRight { return (colour, colour, colour) }
      if isFreeLeft, result.left < 0 { result.left = colour }
      if isFreeRight, result.right < 0 { result.right = colour }
    }
    return result
  }

  private mutating func paint(_ edge: Int, _ left: Int, _ right: Int, _ colour: Int) {
    table[left * colours + colour] = Int32(edge)
    table[right * colours + colour] = Int32(edge)
    colourOf[edge] = Int32(colour)
  }

  /// Swaps two colours along the path that leaves a node by the first.
  private mutating func swap(from start: Int, _ first: Int, _ second: Int) {
    var path: [Int] = []
    var node = start
    var colour = first
    while true {
      let edge = Int(table[node * colours + colour])
      guard edge >= 0 else { break }
      path.append(edge)
      let (left, right) = (edges[edge].from, nodes + edges[edge].to)
      node = node == left ? right : left
      colour = colour == first ? second : first
    }
    for edge in path {
      let (left, right) = (edges[edge].from, nodes + edges[edge].to)
      table[left * colours + Int(colourOf[edge])] = -1
      table[right * colours + Int(colourOf[edge])] = -1
    }
    for edge in path {
      let (left, right) = (edges[edge].from, nodes + edges[edge].to)
      paint(edge, left, right, Int(colourOf[edge]) == first ? second : first)
    }
  }
}
