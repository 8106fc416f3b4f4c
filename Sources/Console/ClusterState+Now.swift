import Telemetry

extension ClusterState {
  /// Samples that are written now.
  var runningNow: Double {
    Double(replicas.reduce(0) { $0 + $1.running })
  }

  /// Response tokens that are written a second now.
  var generationNow: Double {
    replicas.reduce(0) { rate, replica in
      rate + (replica.secondsPerStep > 0 ? Double(replica.running) / replica.secondsPerStep : 0)
    }
  }

  /// Tokens in all KV caches now.
  var cacheNow: Double {
    Double(replicas.reduce(0) { $0 + $1.cacheTokens })
  }
}
