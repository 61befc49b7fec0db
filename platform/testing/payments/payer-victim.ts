import { parseArgs } from 'node:util'
import { openDatabase } from '#ground/database/index.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { openPaying } from './payouts.ts'

/**
 * A process that hands payouts to the bank and does nothing else, to be killed while it does:
 *   node platform/testing/payments/payer-victim.ts --database URL --settings FILE --key HEX
 */
const { values } = parseArgs({
  options: { database: { type: 'string' }, settings: { type: 'string' }, key: { type: 'string' } },
})
const { db } = openDatabase({ url: values.database ?? '', log: createLog('silent') })
// Always ahead of when to ask again: it asks and asks.
const clock = () => new Date(Date.now() + 10_000_000)
const masterKey = Buffer.from(values.key ?? '', 'hex')
const { paying } = await openPaying(db, { settings: values.settings ?? '', clock, masterKey })
process.stdout.write('ready\n')
for (;;) await paying.sweep()
