import { cryptoSuite } from '#kernel/crypto/suites.ts'
import {
  type CatalogueNeeds,
  catalogueModule,
  catalogueRoutes,
  createCatalogue,
  entryInstaller,
  openCatalogueRoutes,
} from '#nets/data/catalogue/index.ts'
import { scoreOf } from '#nets/data/scores/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

export const dataCatalogueModules = [catalogueModule]

/** Entries of packs are put in force when packs are installed. */
export const dataCatalogueInstaller = (needs: Ground & { registers: Registers; ledger: () => Ledger }) =>
  entryInstaller({ ...needs, declaredIn: needs.registers.declaredIn, appendLeaf: leavesOf(needs.ledger) })

/** 公共数据资源目录. Mounts are tested a few at a time, each once a day. */
export function createDataCataloguePart(
  wired: Ground &
    Pick<CatalogueNeeds, 'publish' | 'recordAudit' | 'officesOf' | 'ask'> & {
      ledger: Ledger
      organisations: Organisations
      registers: Registers
    },
): Part {
  const { realm } = wired.config
  const catalogue = createCatalogue({
    ...wired,
    appendLeaf: leavesOf(() => wired.ledger),
    departments: () => wired.organisations.listDepartments(realm),
    registers: (ofRealm) => wired.registers.list(ofRealm),
    countRows: (ofRealm, key) => wired.registers.count(ofRealm, key),
    scoreOf: scoreOf(wired.db),
  })
  return {
    routes: [catalogueRoutes(catalogue)],
    rootRoutes: openCatalogueRoutes({
      ...{ db: wired.db, realm, publicUrl: wired.config.publicUrl },
      cityName: async () =>
        (await wired.organisations.listDepartments(realm)).find(({ government }) => government)?.name ?? '',
      departments: () => wired.organisations.listDepartments(realm),
    }),
    chores: [{ every: 5_000, failure: 'mounted data was not tested', run: () => catalogue.turn(realm) }],
  }
}

const leavesOf =
  (ledger: () => Ledger): CatalogueNeeds['appendLeaf'] =>
  async (tx, realm, { text, ...leaf }) =>
    void (await ledger().append(tx, realm, [{ ...leaf, digest: cryptoSuite('GM').hash(Buffer.from(text)) }]))
