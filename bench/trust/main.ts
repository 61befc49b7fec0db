import { parseArgs } from 'node:util'
import { measureIssue } from './issue.ts'
import { measureProofs } from './proofs.ts'

const usage = `npm run bench -- trust [--leaves 10000000] [--documents 2000]
  What seals and the ledger cost, each beside its floor, on a database of its own below DATABASE_URL (or ZT_TEST_DATABASE_URL).`

/** Seals in bulk beside the bare signer, and proofs from a great log beside one bare query. */
export async function trust(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      leaves: { type: 'string', default: '10000000' },
      documents: { type: 'string', default: '2000' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(usage)
  process.env.ZT_TEST_DATABASE_URL ??= process.env.DATABASE_URL
  if (Number(values.documents) > 0) await bulk(Number(values.documents))
  if (Number(values.leaves) > 0) await proven(Number(values.leaves))
}

async function bulk(documents: number): Promise<void> {
  const { signer, issued } = await measureIssue(documents)
  const line = (name: string, { perSecond, cpuMs }: typeof signer) =>
    `${name.padEnd(22)}${perSecond.toFixed(0)}/s   ${cpuMs.toFixed(2)} ms of CPU`
  console.log(line('SM2 signer alone', signer))
  console.log(`${line('issued in bulk', issued)}   ratio ${(issued.perSecond / signer.perSecond).toFixed(2)}`)
}

async function proven(leaves: number): Promise<void> {
  const proofs = await measureProofs(leaves)
  console.log(`${proofs.leaves} leaves generated in ${proofs.filled.toFixed(0)} s`)
  const line = (name: string, { p50, p99 }: { p50: number; p99: number }) =>
    console.log(`${name.padEnd(22)}p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`)
  line('bare query', proofs.floor)
  line('ledger proof', proofs.proof)
}
