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
  const issue = await measureIssue(Number(values.documents))
  console.log(`SM2 signer alone      ${issue.signer.toFixed(0)}/s`)
  console.log(`issued in bulk        ${issue.issued.toFixed(0)}/s   ratio ${(issue.issued / issue.signer).toFixed(2)}`)
  const proofs = await measureProofs(Number(values.leaves))
  console.log(`${proofs.leaves} leaves generated in ${proofs.filled.toFixed(0)} s`)
  const line = (name: string, { p50, p99 }: { p50: number; p99: number }) =>
    console.log(`${name.padEnd(22)}p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`)
  line('bare query', proofs.floor)
  line('ledger proof', proofs.proof)
}
