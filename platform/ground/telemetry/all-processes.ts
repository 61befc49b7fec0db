import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client'

type Figures = MetricObjectWithValues<MetricValue<string>>[]

/** A web process wants the figures of all; the first process asks each for its own, and tells the sum. */
type Message =
  | { figures: 'wanted'; id: number }
  | { figures: 'asked'; id: number }
  | { figures: 'given'; id: number; own: Figures }
  | { figures: 'told'; id: number; text: string }

/** Milliseconds for a process to answer; whoever is too busy is left out this time. */
const patience = 2_000

/** In the first process: gathers the figures of all processes whenever a web process wants them. */
export function gatherFigures(registry: Registry): void {
  const open = new Map<number, (own: Figures | undefined) => void>()
  let last = 0

  const askFor = (worker: Worker): Promise<Figures | undefined> =>
    new Promise((resolve) => {
      const id = ++last
      const answer = (own: Figures | undefined) => {
        open.delete(id)
        clearTimeout(late)
        resolve(own)
      }
      const late = setTimeout(answer, patience, undefined)
      open.set(id, answer)
      tell(worker, { figures: 'asked', id })
    })

  async function all(): Promise<string> {
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    const given = await Promise.all([registry.getMetricsAsJSON() as Promise<Figures>, ...workers.map(askFor)])
    return AggregatorRegistry.aggregate(given.filter((own) => own !== undefined)).metrics()
  }

  cluster.on('message', (worker: Worker, message: Message) => {
    if (message.figures === 'given') open.get(message.id)?.(message.own)
    if (message.figures === 'wanted') void all().then((text) => tell(worker, { figures: 'told', id: message.id, text }))
  })
}

/** In a web process: gives its own figures when asked, and answers with those of all. */
export function joinFigures(registry: Registry): () => Promise<string> {
  const open = new Map<number, (text: string) => void>()
  let last = 0
  const send = (message: Message) => process.send?.(message)

  process.on('message', (message: Message) => {
    if (message.figures === 'told') open.get(message.id)?.(message.text)
    if (message.figures === 'asked')
      void registry
        .getMetricsAsJSON()
        .then((own) => send({ figures: 'given', id: message.id, own: own as unknown as Figures }))
  })

  return () =>
    new Promise((resolve, reject) => {
      const id = ++last
      const late = setTimeout(() => {
        open.delete(id)
        reject(new Error('The first process did not tell the figures of all'))
      }, 2 * patience)
      open.set(id, (text) => {
        open.delete(id)
        clearTimeout(late)
        resolve(text)
      })
      send({ figures: 'wanted', id })
    })
}

/** A process that has just ended is told nothing. */
function tell(worker: Worker, message: Message): void {
  if (worker.isConnected()) worker.send(message, () => undefined)
}
