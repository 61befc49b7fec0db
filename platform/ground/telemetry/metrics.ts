import cluster from 'node:cluster'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { gatherFigures, joinFigures } from './all-processes.ts'

/** The figures an operator watches; served at /metrics in the Prometheus text format. */
export type Metrics = {
  registry: Registry
  /** Of all processes of this server: whichever answers. */
  text(): Promise<string>
  requests: Histogram<'method' | 'route' | 'status'>
  defects: Counter
  ruleStops: Counter<'rule'>
  /** A figure read when it is asked for. */
  watch(name: string, help: string, read: () => number | Promise<number>): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const ofAll = cluster.isWorker ? joinFigures(registry) : undefined
  if (cluster.isPrimary) gatherFigures(registry)
  return {
    registry,
    text: () => ofAll?.() ?? registry.metrics(),
    requests: new Histogram({
      name: 'zt_http_request_seconds',
      help: 'Seconds from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers: [registry],
    }),
    defects: new Counter({ name: 'zt_defects_total', help: 'Requests answered 500', registers: [registry] }),
    ruleStops: new Counter({
      name: 'zt_rule_stops_total',
      help: 'Rules stopped by their budget; a person decided instead',
      labelNames: ['rule'],
      registers: [registry],
    }),
    watch(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        // Machine and queues are the same whichever process looks.
        aggregator: 'max',
        async collect() {
          this.set(await read())
        },
      })
    },
  }
}
