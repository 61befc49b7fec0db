import { Check as fits } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { parseQueryCode } from '#kernel/codes/case-number.ts'
import { Refusal } from '#kernel/errors.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger, ProofAnswer } from '#support/ledger/index.ts'
import type { Seals } from '#support/seals/index.ts'
import { check, checkBundle } from './bundle.ts'
import type { TypeCatalogue } from './catalogue.ts'
import { Bundle, type Check, type CredentialStatus, type FileVerification, type Verification } from './contract.ts'
import { type ReadSignedPaper, readSignedPaper } from './countersigned.ts'
import { faceItems, publicHolder, statusOn } from './credential.ts'
import { readOfdPaper } from './ofd-papers.ts'
import type { CredentialRow, Store } from './store.ts'
import type { WalletFace } from './wallet-face/copies.ts'
import { type CopyStatus, createWalletChecks } from './wallet-face/verification.ts'

type Needs = {
  db: Db
  clock: Clock
  keys: Keys
  ledger: Ledger
  seals: Seals
  types: TypeCatalogue
  store: Store
  publicUrl: string
  walletFace: WalletFace
  copyStatus: (realm: string, list: string, index: number) => Promise<CopyStatus>
}

/** Clocks of honest machines differ by no more than this. */
const clocksDiffer = 5 * 60_000

/** What every ZIP archive, and so every OFD, begins with. */
const zipMark = Buffer.from('PK\u0003\u0004', 'latin1')

const statusWords: Record<CredentialStatus, { zh: string; en: string }> = {
  valid: { zh: '现在有效', en: 'In force' },
  suspended: { zh: '已暂停', en: 'Suspended' },
  expired: { zh: '已过有效期', en: 'Expired' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  annulled: { zh: '已撤销', en: 'Annulled' },
  revoked: { zh: '已吊销', en: 'Revoked' },
  cancelled: { zh: '已注销', en: 'Struck off' },
  superseded: { zh: '已换发新证', en: 'Replaced by a newer one' },
}

/** Checks open to everybody: by the code on a paper, or by the file itself. They tell only what the law makes public. */
export function createVerification(needs: Needs) {
  const walletChecks = createWalletChecks({ ...needs, verificationOf })

  const byCode = async (realm: string, code: string) => verificationOf(realm, await rowOfCode(realm, code))
  const idOfCode = async (realm: string, code: string) => (await rowOfCode(realm, code)).id

  async function rowOfCode(realm: string, code: string): Promise<CredentialRow> {
    const parsed = parseQueryCode(code)
    if (!parsed.ok)
      throw new Refusal('invalid', 'credentials.code-wrong', 'The code fails its check character', {
        faults: parsed.faults,
      })
    const row = await needs.store.findByCode(needs.db, realm, parsed.value)
    if (!row) throw new Refusal('missing', 'credentials.code-unknown', 'No credential has this code')
    return row
  }

  async function verificationOf(realm: string, row: CredentialRow): Promise<Verification> {
    const { record } = row
    const now = needs.clock()
    const status = statusOn(row.status, record.validTo, cityDate(now))
    const type = await needs.types.get(row.type, row.typeVersion)
    const checks = await checksOf(realm, row, status)
    return {
      genuine: checks.every(({ key, ok }) => ok || key === 'status'),
      status,
      type: { name: record.type.name, nameEn: record.type.nameEn, kind: record.type.kind },
      identifier: record.identifier,
      number: record.number,
      holder: publicHolder(record),
      issuer: record.issuer.name,
      issued: record.issued,
      ...(record.validFrom ? { validFrom: record.validFrom } : {}),
      ...(record.validTo ? { validTo: record.validTo } : {}),
      elements: faceItems(type, record, type.disclosure.public),
      checks,
      demo: record.demo,
      checkedAt: now.toISOString(),
    }
  }

  /** The bundle's own steps, as anybody could do them, then what only we know: the seal's state then, the status now. */
  async function checksOf(realm: string, row: CredentialRow, status: CredentialStatus): Promise<Check[]> {
    const bundle = await bundleOf(needs, realm, row)
    const inForce = await needs.seals.wasInForce(realm, row.sealId, new Date(row.record.issuedAt))
    const words = statusWords[status]
    return [
      check(
        'seal',
        inForce,
        '印章在签发时有效',
        'The seal was in use when it was issued',
        `“${row.record.seal.name}”电子印章`,
      ),
      ...checkBundle(bundle, bundle.root).filter(({ key }) => key !== 'root'),
      check(
        'status',
        status === 'valid',
        '没有过期、暂停、撤销或者吊销',
        'It is neither expired, suspended nor ended',
        `${words.zh} · ${words.en}`,
      ),
    ]
  }

  async function byFile(realm: string, file: Buffer): Promise<FileVerification> {
    if (file.subarray(0, 1024).includes('%PDF-'))
      return byPaper(realm, 'pdf', await readSignedPaper(needs.keys, realm, file))
    if (file.subarray(0, 4).equals(zipMark)) return byPaper(realm, 'ofd', await readOfdPaper(needs.keys, realm, file))
    const text = file.toString('utf8')
    if (/^\s*eyJ[\w-]+\.[\w-]+\.[\w-]+~/.test(text)) return walletChecks.file(realm, text)
    return byBundle(realm, readBundle(text))
  }

  async function byPaper(realm: string, kind: 'pdf' | 'ofd', paper: ReadSignedPaper): Promise<FileVerification> {
    const row = paper.identifier ? await needs.store.findByIdentifier(needs.db, realm, paper.identifier) : undefined
    const by = paper.countersigner
    const ours = check(
      'record',
      row !== undefined && paper.digest === row.recordDigest.toString('hex'),
      '文件对应一份登记在册的证照',
      'The file shows a credential that we hold',
      row ? row.record.identifier : '没有找到对应的证照',
    )
    const checks = [...paper.checks, ...(await timeChecks(realm, paper, row)), ours]
    const verification = row && ours.ok ? await verificationOf(realm, row) : undefined
    return {
      kind,
      genuine: checks.every(({ ok }) => ok) && verification?.genuine === true,
      ...(paper.signer ? { signer: paper.signer } : {}),
      ...(paper.claimedAt ? { signedAt: paper.claimedAt.toISOString() } : {}),
      ...(by ? { countersigned: { name: by.name, reason: by.reason, at: by.at.toISOString() } } : {}),
      checks,
      ...(verification ? { verification } : {}),
    }
  }

  /** What only we know of the moment of signing: that it has come, and that the seal was in use then. */
  async function timeChecks(realm: string, paper: ReadSignedPaper, row: CredentialRow | undefined): Promise<Check[]> {
    const at = paper.claimedAt
    if (!at) return []
    const latest = Math.max(at.getTime(), paper.countersigner?.at.getTime() ?? 0)
    const come = check(
      'time',
      latest <= needs.clock().getTime() + clocksDiffer,
      '签名时间不在将来',
      'It was not signed in the future',
      new Date(latest).toISOString(),
    )
    if (!row) return [come]
    const inUse = await needs.seals.wasInForce(realm, row.sealId, at)
    const said = `“${row.record.seal.name}”电子印章，${at.toISOString()}`
    return [come, check('seal', inUse, '签名时印章在用，没有停用或销毁', 'The seal was in use when signing', said)]
  }

  async function byBundle(realm: string, bundle: Bundle): Promise<FileVerification> {
    const checks = checkBundle(bundle, await needs.keys.root(realm))
    const row = await needs.store.findByIdentifier(needs.db, realm, bundle.record.identifier)
    const sound = checks.every(({ ok }) => ok)
    const verification = row && sound ? await verificationOf(realm, row) : undefined
    return {
      kind: 'bundle',
      genuine: sound && verification?.genuine === true,
      signer: bundle.key.body.subject.name,
      signedAt: bundle.record.issuedAt,
      checks,
      ...(verification ? { verification } : {}),
    }
  }

  return { byCode, byFile, idOfCode, walletChecks }
}

/** Everything that checking one credential without us takes. */
export async function bundleOf(
  needs: Pick<Needs, 'keys' | 'ledger'>,
  realm: string,
  row: CredentialRow,
): Promise<Bundle> {
  const answer: ProofAnswer = await needs.ledger.proof(realm, row.leafHash.toString('hex'))
  const log = await needs.keys.logSigner(realm)
  const included =
    answer.status === 'included' ? { proof: answer.proof, head: answer.head } : { pending: true as const }
  return {
    format: 'zhengtong-bundle/1',
    record: row.record,
    suite: row.suite,
    signature: row.signature.toString('hex'),
    key: await needs.keys.statement(realm, row.keyId),
    ...included,
    logKey: await needs.keys.statement(realm, log.keyId),
    root: await needs.keys.root(realm),
  }
}

/** Reads the text of a bundle. Refuses `credentials.not-a-paper` for other files, `credentials.unreadable-bundle` for damaged ones. */
export function readBundle(text: string): Bundle {
  if (!text.trimStart().startsWith('{')) throw new Refusal('invalid', 'credentials.not-a-paper', 'Neither PDF nor JSON')
  const value = parseStrictJson(text)
  if (!fits(Bundle, value)) throw new Refusal('invalid', 'credentials.unreadable-bundle', 'The JSON is not a bundle')
  return value
}
