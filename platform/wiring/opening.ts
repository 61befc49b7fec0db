import { type Reaction, when } from '#ground/events.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { fillRandom } from '#kernel/random.ts'
import { EntryWithdrawn, type LiveEntry, liveEntry, liveEntryOf } from '#nets/data/catalogue/index.ts'
import {
  createClosedList,
  createDatasets,
  createLetters,
  createReleases,
  type OpenableEntry,
  openDataRoutes,
  openingModule,
  openingRoutes,
  type ReleaseNeeds,
  releaseInstaller,
  type ThresholdsDeclaration,
} from '#nets/data/opening/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Ground } from './ground.ts'
import { openDataPages } from './opening-pages.ts'
import type { Part } from './part.ts'

export const openingModules = [openingModule]

type Departments = Pick<Organisations, 'listDepartments'>

/** What the catalogue says of an entry, as far as opening it needs. */
async function openableOf(organisations: Departments, realm: string, entry: LiveEntry | undefined) {
  if (!entry) return undefined
  const { id, departmentId, code, content } = entry
  const department = (await organisations.listDepartments(realm)).find((each) => each.id === departmentId)
  const openable: OpenableEntry = {
    ...{ id, departmentId, opening: content.opening.type },
    ...(content.mount?.kind === 'register' ? { register: content.mount.register } : {}),
    about: {
      ...{ name: content.name, abstract: content.abstract, keywords: content.keywords, code, cycle: content.cycle },
      ...(content.nameEn ? { nameEn: content.nameEn } : {}),
      ...(content.opening.condition ? { condition: content.opening.condition } : {}),
      department: department?.name ?? departmentId,
    },
  }
  return openable
}

/** Releases that packs declare, after the entries they open. */
export const openingInstaller = (needs: Ground & { registers: Registers; organisations: Departments }) =>
  releaseInstaller({
    ...needs,
    declaredIn: needs.registers.declaredIn,
    entryOf: async (tx, realm, register) =>
      openableOf(needs.organisations, realm, await liveEntryOf(tx, realm, register)),
  })

/** 公共数据开放: releases and their checks, the portal's datasets, and what people write about them. */
export function createOpeningPart(
  wired: Ground &
    Pick<ReleaseNeeds, 'publish' | 'recordAudit' | 'officesOf'> & {
      ledger: Pick<Ledger, 'append'>
      notices: Pick<NoticeService, 'tell'>
      organisations: Departments
      packs: Pick<Packs, 'list'>
      registers: Registers
    },
) {
  const { realm } = wired.config
  const entry: ReleaseNeeds['entry'] = async (ofRealm, id) =>
    openableOf(wired.organisations, ofRealm, await liveEntry(wired.db, ofRealm, id))
  const releases = createReleases({
    ...{ ...wired, entry, register: wired.registers.get, readPage: wired.registers.shared.page },
    barred: async () => false,
    thresholds: async () =>
      (await wired.packs.list<ThresholdsDeclaration>('opening-thresholds')).flatMap(
        ({ content }) => content.thresholds,
      ),
    appendLeaf: async (tx, ofRealm, { text, ...leaf }) =>
      void (await wired.ledger.append(tx, ofRealm, [{ ...leaf, digest: cryptoSuite('GM').hash(Buffer.from(text)) }])),
  })
  const closed = createClosedList({ ...wired, entry, releases })
  const letters = createLetters({
    ...{ ...wired, releases, random: fillRandom },
    tell: (tx, { realm: ofRealm, accountId, title, answer }) =>
      wired.notices.tell(tx, {
        ...{ realm: ofRealm, accountId, kind: 'open-data.answered' },
        ...{ title: '您关于开放数据的来信有答复了', titleEn: 'Your letter about open data is answered' },
        ...{ body: `“${title}”：${answer}`, bodyEn: `“${title}”: ${answer}` },
      }),
  })
  const datasets = createDatasets({ ...wired, register: wired.registers.get, accountOf: letters.accountOf })
  const reactions: Reaction[] = [
    when(EntryWithdrawn, 'opening.close', (tx, { realm: ofRealm, data }) =>
      releases.entryEnded(tx, ofRealm, data.entryId),
    ),
  ]
  const part: Part = {
    routes: [openingRoutes(releases, closed, letters), openDataRoutes(datasets, closed, letters)],
    reactions,
    chores: [{ every: 5_000, failure: 'open datasets were not renewed', run: () => releases.turn(realm) }],
  }
  return { part, pages: openDataPages(datasets, realm) }
}
