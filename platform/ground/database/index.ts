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
export { isDatabaseLost, isDiskFull } from './lost.ts'
export { type Migrations, migrate, readMigrations } from './migrate.ts'
export { plannedAfresh } from './prepared.ts'
export { findRunning, tellRunning } from './running.ts'
