import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { DeclaredPoint, PointItem, Tree } from '../halls/index.ts'

export type QueueNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  territory: () => Promise<Tree>
  halls: {
    getDeclared(key: string): Promise<DeclaredPoint>
    points(): Promise<DeclaredPoint[]>
    hoursOn(point: DeclaredPoint, day: string): { opens: string; closes: string }[]
    itemsOf(keys: readonly string[]): Promise<PointItem[]>
  }
  recordAudit: RecordAudit
}
