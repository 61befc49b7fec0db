import pg from 'pg'

/** What the driver and its pool say, without a code, when nobody answers. */
const unanswered =
  /^(Connection terminated|Connection ended|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/

const cut = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT']

/**
 * Whether an error says that the database went away, is not there yet or has no place for us (SQLSTATE 08, 57P01–57P03,
 * 53300), whoever asked it what.
 */
export function isDatabaseLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P0[123]|53300)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isDatabaseLost)
  const { syscall, code = '' } = error as NodeJS.ErrnoException
  // Of what a request waits for, only the database is spoken to over a bare socket.
  return syscall === 'connect' || cut.includes(code) || unanswered.test(error.message)
}

/** Whether PostgreSQL could not read a value as the type it was to have (SQLSTATE 22P02, 22007, 22008, 22003). */
export function isUnreadable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^22(P02|00[378])$/.test(error.code ?? '')
}

/** Whether something could not be written for want of room: in the database (53100) or in a folder of ours. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '53100'
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
}
