import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createPublish } from '#ground/events.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { createItems, itemsModule } from '#nets/service/items/index.ts'
import { testDatabase } from './database.ts'

const realm = '441900'

/** An official of the demo city with one post, whom no seed needs to know. */
export function officialAs(role: Actor['posts'][number]['role'], divisionCode = '441900000000'): Actor {
  const post = { id: `post-${role}`, role, departmentId: 'd1', departmentName: '示例局', divisionCode }
  return { kind: 'official', realm, accountId: `account-${role}`, name: '事项测试', level: 'L2', posts: [post] }
}

/** The items module alone on a database and a folder of its own, at 09:00 on 2026-11-23 until `goTo` another instant. */
export async function openItems() {
  const database = await testDatabase([itemsModule])
  const folder = await mkdtemp(join(tmpdir(), 'items-test-'))
  let now = new Date('2026-11-23T01:00:00Z')
  const clock = () => now
  const publish = createPublish({ clock, newId })
  const files = await createFolderFiles(folder)
  /** The items as another process has them, on the same database. */
  const another = () =>
    createItems({
      ...{ db: database.db, clock, newId, publish, jobs, files },
      proofLists: async () => [],
      formMeasure: async () => undefined,
    })
  const items = another()
  const manager = officialAs('item-manager')

  return {
    database,
    items,
    another,
    manager,
    goTo(instant: string) {
      now = new Date(instant)
    },
    /** Starts an import and does it at once, as the job would. */
    async importFile(bytes: Buffer | Readable | string, catalogue?: string) {
      const source = typeof bytes === 'string' ? Readable.from([Buffer.from(bytes)]) : bytes
      const stream = source instanceof Readable ? source : Readable.from([source])
      const run = await items.imports.start(manager, stream, catalogue === undefined ? {} : { catalogue })
      return items.imports.run(realm, run.id)
    },
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
