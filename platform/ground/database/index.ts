export { dropRows, insertAtCommit, sendRows } from './at-commit.ts'
export { type Cluster, type ClusterOptions, startCluster } from './cluster/cluster.ts'
export {
  awaitDatabase,
  type Database,
  type DatabaseOptions,
  type Db,
  inTransaction,
  openDatabase,
  type Tx,
} from './database.ts'
export { isDatabaseLost } from './lost.ts'
export { type Migrations, migrate, readMigrations } from './migrate.ts'
export { findRunning, tellRunning } from './running.ts'
