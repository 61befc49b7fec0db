import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Files } from '#ground/files/files.ts'
import { systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { ZipEntry } from '#kernel/zip.ts'
import { type CaseService, CaseView, type WholeCase } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { groupActs, withheldFrom } from './acts.ts'
import { casePaper } from './case-paper.ts'
import type { ActProof, LeafProof, Manifest, Trust } from './contract.ts'
import type { CaseFileRow } from './store.ts'

export type BuildNeeds = {
  cases: Pick<CaseService, 'whole'>
  credentials: Pick<CredentialService, 'list' | 'paper' | 'bundle' | 'print'>
  files: Files
  keys: Keys
  ledger: Ledger
}

/** Whose file it is, of which case, and why; `unmasked` is for the archive, which keeps what was decided on, not a masked copy. */
export type Wanted = Pick<CaseFileRow, 'realm' | 'case_id' | 'own' | 'asked_by' | 'purpose'> & { unmasked?: boolean }

type Part = { path: string; about: string; bytes: () => Promise<Uint8Array> }

/** The parts of a case file in their order, each made when its turn comes; then the manifest and its proof. */
export async function partsOf(needs: BuildNeeds, row: Wanted, madeAt: string): Promise<Part[]> {
  const { realm, case_id: caseId } = row
  const actor = systemActor(realm)
  const whole = await needs.cases.whole.assemble(realm, caseId, row.own, row.unmasked)
  const { items: papers } = await needs.credentials.list(actor, { caseId, limit: 1000 })
  const about = { madeAt, madeBy: row.asked_by, purpose: row.purpose }
  // The parts of one's own joint matter go along, each as a file of its own would be; an official's posts reach only the whole.
  const partRows = row.own ? (whole.view.parts ?? []) : []
  const inner = await Promise.all(
    partRows.map(async ({ key, name, caseId: part }) =>
      (await partsOf(needs, { ...row, case_id: part }, madeAt)).map((each) => ({
        ...each,
        path: `parts/${plain(key)}/${each.path}`,
        about: `${name}：${each.about}`,
      })),
    ),
  )
  return [
    { path: 'case.pdf', about: '案卷', bytes: () => needs.credentials.print(casePaper(whole, about)) },
    { path: 'data/case.json', about: '办件数据', bytes: async () => json(whole.view) },
    { path: 'data/case.schema.json', about: '数据的格式', bytes: async () => json(schemaOf()) },
    { path: 'data/history.json', about: '经过和账本证明', bytes: async () => json(await historyOf(needs, row, whole)) },
    ...whole.materials.map((material, i) => ({
      path: `materials/${String(i + 1).padStart(2, '0')}-${plain(material.key)}-v${material.version}-${plain(material.fileName)}`,
      about: `${material.name} 第 ${material.version} 版`,
      bytes: async () => read(await needs.files.open(material.hash)),
    })),
    ...papers.flatMap((paper, i): Part[] => {
      const stem = `credentials/${String(i + 1).padStart(2, '0')}-${plain(paper.number)}`
      const name = `${paper.type.name} ${paper.number}`
      return [
        {
          path: `${stem}.pdf`,
          about: name,
          bytes: async () => read((await needs.credentials.paper(actor, paper.id)).pdf),
        },
        {
          path: `${stem}.bundle.json`,
          about: `${name} 验证包`,
          bytes: async () => json(await needs.credentials.bundle(actor, paper.id)),
        },
      ]
    }),
    ...inner.flat(),
  ]
}

/** JSON Schema 2020-12 of `data/case.json`. */
function schemaOf(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:zhengtong:case:1',
    ...JSON.parse(JSON.stringify(CaseView)),
  }
}

async function historyOf(needs: BuildNeeds, row: Wanted, whole: WholeCase): Promise<Trust & { acts: ActProof[] }> {
  const { realm } = row
  const leaves = (await needs.ledger.leavesOf(realm, row.case_id)).filter(({ kind }) => kind === 'case-act')
  const byDigest = new Map(leaves.map((leaf) => [leaf.digest, leaf.hash]))
  const acts: ActProof[] = []
  for (const act of groupActs(whole.steps, new Set(byDigest.keys()))) {
    const hash = byDigest.get(act.digest)
    if (!hash) throw new Error(`The act at step ${act.steps[0]?.seq} of case ${row.case_id} is not in the ledger`)
    const withheld = withheldFrom(row.own, act)
    acts.push({
      digest: act.digest,
      seqs: act.steps.map(({ seq }) => seq),
      ...(withheld ? { withheld } : { steps: act.steps }),
      inLog: await proofOf(needs.ledger, realm, hash),
    })
  }
  return { ...(await trustOf(needs.keys, realm)), acts }
}

/** What was written a moment ago is under no signed head yet: one comes every second or less, and so long it waits. */
const proofWaitMs = 20_000

export async function proofOf(ledger: Ledger, realm: string, leaf: string): Promise<LeafProof> {
  const until = performance.now() + proofWaitMs
  for (;;) {
    const found = await ledger.proof(realm, leaf)
    if (found.status === 'included') return { leaf, proof: found.proof, head: found.head }
    if (performance.now() > until) return { leaf, pending: true }
    await sleep(200)
  }
}

export async function trustOf(keys: Keys, realm: string): Promise<Trust> {
  const { keyId } = await keys.logSigner(realm)
  return { root: await keys.root(realm), logKey: await keys.statement(realm, keyId) }
}

/** What the ledger holds of a manifest: SHA-256 of its canonical JSON. */
export function manifestDigest(manifest: Manifest): Buffer {
  return createHash('sha256').update(canonicalJson(manifest)).digest()
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

export type { ZipEntry }

/** A name as part of a path: nothing that a file system or a shell reads as more than a letter. */
function plain(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}._（）-]+/gu, '_')
      .replace(/^\.+/, '')
      .slice(-80) || 'file'
  )
}

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
