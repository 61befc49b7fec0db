import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { openDatabase } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createBills, createOutside, openChannels } from '#support/payments/index.ts'
import { compileFeel } from '#support/rules/index.ts'

/**
 * A process that hears payment channels and does nothing else, to be killed while it does:
 *   node platform/testing/payments/victim.ts --database URL --settings FILE --port N
 */
const { values } = parseArgs({
  options: { database: { type: 'string' }, settings: { type: 'string' }, port: { type: 'string' } },
})
const publicUrl = `http://127.0.0.1:${values.port}`
const clock = () => new Date()
const { db } = openDatabase({ url: values.database ?? '', log: createLog('silent') })
const { channels } = await openChannels({ paymentsFile: values.settings ?? '', publicUrl }, { clock })
const needs = {
  ...{ db, clock, newId, jobs, realm: '441900', publicUrl, channels, compileExpression: compileFeel },
  publish: createPublish({ clock, newId }),
  fee: () => Promise.reject(new Error('no bills are made here')),
  partiesOf: async () => [],
  officesOf: async () => [],
  appendLeaf: async () => {},
  tellCase: async () => true,
  notify: async () => {},
  receiptPaper: () => Promise.reject(new Error('no receipts are given here')),
  issueReceipt: () => Promise.reject(new Error('no receipts are given here')),
}
const outside = createOutside({ ...needs, log: createLog('silent') }, createBills(needs))

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const channel = request.url?.split('/').at(-1) ?? ''
    outside.hear(channel, { headers, body: Buffer.concat(chunks).toString('utf8') }).then(
      (answer) => response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
}).listen(Number(values.port), '127.0.0.1', () => process.stdout.write('ready\n'))
