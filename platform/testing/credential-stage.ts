import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Migrations } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  type CredentialDraft,
  type CredentialType,
  createCredentials,
  credentialsModule,
  readFont,
} from '#support/credentials/index.ts'
import { createKeys, keysModule } from '#support/keys/index.ts'
import { createLedger, ledgerModule, startSequencer } from '#support/ledger/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { createSeals, sealsModule } from '#support/seals/index.ts'
import { testDatabase } from './database.ts'

export const realm = '441900'

export const office = {
  id: 'market',
  name: '演示市场监督管理局',
  code: '11441900DEM000030P',
  divisionCode: '441900000000',
  demo: true,
}

const text = (title: string) => ({ title, 'x-en': `${title} (en)`, type: 'string' }) as const

export const licence: CredentialType = {
  key: 'tea-licence',
  version: 1,
  name: '茶摊许可证',
  nameEn: 'Tea Stall Licence',
  kind: 'licence',
  identifier: { definer: office.code, code: '301' },
  elements: {
    type: 'object',
    properties: { name: text('名称'), keeper: text('经营者'), site: text('经营场所'), phone: text('电话') },
    required: ['name', 'keeper'],
  },
  numbering: { pattern: 'CT{year}{division}{seq:6}{check:mod-11-10}', scope: ['year', 'division'] },
  validity: { years: 5 },
  collection: { from: '2026-01-01', cycle: 'daily' },
  disclosure: { public: ['name', 'site'] },
  face: {
    layout: 'licence',
    title: '茶摊许可证',
    titleEn: 'Tea Stall Licence',
    lines: ['name', 'keeper', 'site', 'phone'],
    note: '虚构的证件，只用于测试。',
  },
  basis: [{ law: '演示茶摊条例（虚构）', article: '第三条' }],
}

/** A type that says everything a type can say: who issues it, who reads what, what keeps it true. */
export const permit: CredentialType = {
  ...licence,
  key: 'pond-permit',
  name: '鱼塘许可证',
  nameEn: 'Pond Permit',
  identifier: { definer: office.code, code: '302' },
  numbering: { pattern: 'YT{year}{seq:6}', scope: ['year'] },
  issuers: [office.id],
  disclosure: {
    public: ['name'],
    levels: [
      { grade: 2, elements: ['keeper'], to: ['granted', 'government'] },
      { grade: 3, elements: ['phone'], to: ['issuer'] },
    ],
  },
  acts: ['suspend', 'resume', 'cancel'],
  upkeep: {
    change: { elements: ['site'] },
    renew: { daysBefore: 90 },
    annualCheck: { from: '01-01', to: '06-30' },
    remind: [60, 7],
  },
}

export const letter: CredentialType = {
  key: 'tea-notice',
  version: 1,
  name: '受理通知书',
  nameEn: 'Notice of acceptance',
  kind: 'letter',
  identifier: { definer: office.code, code: '901' },
  elements: {
    type: 'object',
    properties: { item: text('事项'), points: { title: '要点', type: 'array', items: { type: 'string' } } },
    required: ['item'],
  },
  numbering: { pattern: '茶受〔{year}〕第{seq:4}号', scope: ['year'], gapless: true },
  validity: 'none',
  disclosure: { public: ['item'] },
  face: {
    layout: 'letter',
    title: '受理通知书',
    addressee: '{holder.name}：',
    body: ['您申请的“{elements.item}”，本机关决定受理。', { each: 'points', text: '{index}. {item}' }],
  },
  basis: [{ law: '演示茶摊条例（虚构）', article: '第四条' }],
}

/** The decisions by which licences are ended, as every city has them. */
const endings = await Promise.all(
  ['withdrawal-decision', 'annulment-decision', 'revocation-decision', 'cancellation-notice'].map(
    async (key) =>
      parse(
        await readFile(new URL(`../../packs/letters/credentials/${key}.yaml`, import.meta.url), 'utf8'),
      ) as CredentialType,
  ),
)

const types = new Map([licence, permit, letter, ...endings].map((type) => [type.key, type]))

/** An official of the office with these roles; another office when told. */
export function official(name: string, roles: PostRole[], departmentId = office.id): Actor {
  const posts = roles.map((role) => ({
    id: `${name}-${role}`,
    role,
    departmentId,
    departmentName: departmentId,
    divisionCode: '441900000000',
  }))
  return { kind: 'official', realm, accountId: name, name, level: 'L2', posts }
}

export function citizen(partyId: string): Actor {
  return { kind: 'citizen', realm, accountId: `account-${partyId}`, partyId, name: partyId, level: 'L2', posts: [] }
}

export function draft(more: Partial<CredentialDraft> = {}): CredentialDraft {
  return {
    type: licence.key,
    departmentId: office.id,
    holder: { partyId: 'zhao', name: '赵测试', idType: 'citizen-id', idNumber: '11010519491231002X' },
    elements: { name: '小满茶摊（虚构）', keeper: '赵测试', site: '演示路 1 号', phone: '12345' },
    reason: '办件 1：茶摊许可',
    ...more,
  }
}

/** Keys, log, seals and credentials on a fresh database, with one office whose demo seal is in use. */
export async function openStage(more: Migrations[] = []) {
  const database = await testDatabase([keysModule, ledgerModule, sealsModule, credentialsModule, ...more])
  const folder = await mkdtemp(join(tmpdir(), 'zhengtong-credentials-'))
  const time = { now: new Date('2026-11-22T02:00:00Z') }
  const clock = () => time.now
  const secrets = createSecrets(randomBytes(32))
  const { db } = database
  const ground = { db, clock, newId, secrets }
  const files = await createFolderFiles(folder)
  const keys = createKeys(ground)
  const ledger = createLedger(ground)
  const seals = createSeals({
    ...ground,
    keys,
    ledger,
    sealFont: () => readFont('serif-bold'),
    department: async (_realm, id) => ({ ...office, id }),
  })
  const credentials = createCredentials({
    ...ground,
    files,
    publish: createPublish({ clock, newId }),
    publicUrl: 'http://127.0.0.1:8080',
    keys,
    ledger,
    seals,
    packs: {
      list: async () => [...types.values()].map((content) => ({ content }) as never),
      async get(kind, key, { version = 1 } = {}) {
        const content = types.get(key)
        if (!content) throw new Refusal('missing', 'packs.missing', key)
        return { kind, key, version, pack: 'test', content: content as never, checksum: '', validFrom: '2026-01-01' }
      },
    },
    compileFeel,
    copyStatus: async () => 'valid',
    partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
    territory: async () => ({
      departmentWithin: (department, ancestor) => department === ancestor,
      divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
    }),
  })
  await seals.seedDemo(realm, [office])
  // Works only when told to, so that a test can look at what is still pending.
  const sequencer = startSequencer({
    db,
    clock,
    log: createLog('error'),
    logSigner: keys.logSigner,
    everyMs: 3_600_000,
  })
  return {
    ...ground,
    time,
    folder,
    files,
    keys,
    ledger,
    seals,
    credentials,
    sequence: () => sequencer.drain(),
    /** Makes the empty folder again, as after a lost disk. */
    reopenFiles: () => createFolderFiles(folder),
    async close() {
      await sequencer.stop()
      await credentials.stop()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
