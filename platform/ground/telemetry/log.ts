import { pino } from 'pino'

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

/** Values that never reach a log line, wherever they stand in what is logged. */
const hidden = ['password', 'token', 'authorization', 'cookie', 'idNumber', 'mobile', 'answers', 'set-cookie']

/** JSON lines on standard error, so that standard output stays for what a person or a script asked for. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
