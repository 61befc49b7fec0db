import { totalmem } from 'node:os'

const MiB = 1024 * 1024

/**
 * The server's settings. Durability is the default and stays on for everything but throw-away tests: with
 * `synchronous_commit` off a kill loses what was acknowledged. Logs hold no values of rows: people's data is in them.
 */
export function serverSettings(durable: boolean): Record<string, string> {
  const memory = Math.floor(totalmem() / MiB)
  const sharedBuffers = durable ? Math.min(1024, Math.max(128, Math.floor(memory / 8))) : 128
  return {
    max_connections: '200',
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    max_wal_size: '2GB',
    wal_compression: 'on',
    // Looked at every quarter of a minute: a queue that is emptied as fast as it fills makes thousands of dead rows in that time.
    autovacuum_naptime: '15s',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_min_messages: 'log',
    log_min_duration_statement: '1s',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
  }
}
