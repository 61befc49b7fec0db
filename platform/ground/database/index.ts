export { askedTogether } from './asked-together.ts'
export { callAtCommit, changeAtCommit, dropRows, insertAtCommit, insistAtCommit, sendRows } from './at-commit.ts'
export { type Cluster, type ClusterOptions, startCluster } from './cluster/cluster.ts'
export {
  awaitDatabase,
  type Database,
  type DatabaseOptions,
  type Db,
  inTransaction,
  onRollback,
  openDatabase,
  type Tx,
} from './database.ts'
export { inGroups } from './in-groups.ts'
export { isDatabaseLost, isDiskFull, isUnreadable } from './lost.ts'
export { type Migrations, migrate, readMigrations } from './migrate.ts'
export { plannedAfresh, takesItsTime } from './prepared.ts'
export { findRunning, tellRunning } from './running.ts'
