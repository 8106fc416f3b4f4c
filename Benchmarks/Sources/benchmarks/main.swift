// The benchmarks, one file each. To add one, write `Benchmark.<name>` and list it here.
let benchmarks: [Benchmark] = [
  .holdModel,
  .fork,
  .randomNumbers,
  .reshard,
  .frames, .views,
  .estimate,
  .rlStep,
  .rlFork,
  .telling, .seek,
  .serving,
]

let usage = """
  usage: benchmarks [--json] [--rounds N] [NAME...]
  names: \((benchmarks.map(\.name) + [Growth.name]).joined(separator: ", "))
  """

var asJSON = false
var rounds = 5
var names: [String] = []
var words = CommandLine.arguments.dropFirst()
while let word = words.popFirst() {
  switch word {
  case "--json": asJSON = true
  case "--rounds":
    guard let count = words.popFirst().flatMap({ Int($0) }), count > 0 else { stop(usage) }
    rounds = count
  case _ where word == Growth.name || benchmarks.contains { $0.name == word }: names.append(word)
  default: stop(usage)
  }
}

for benchmark in benchmarks where names.isEmpty || names.contains(benchmark.name) {
  let rows = benchmark.run(rounds: rounds)
  for line in asJSON ? rows.map(\.json) : benchmark.table(of: rows) { print(line) }
}
if names.isEmpty || names.contains(Growth.name) {
  for line in Growth.lines(rounds: rounds, asJSON: asJSON) { print(line) }
}
