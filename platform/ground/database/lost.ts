import pg from 'pg'

/** Whether an error says that the database went away or is not there yet (SQLSTATE 08, 57P01–57P03), whoever asked it what. */
export function isDatabaseLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P0[123])/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const { syscall } = error as NodeJS.ErrnoException
  return syscall === 'connect' || error.message.startsWith('Connection terminated')
}
