import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDeliver, reportBody } from './deliver.ts'
import { commands, createUnpacker, field, gatewayProof, pack, senderProof, stamp, uint, version } from './packets.ts'
import { partCount, partsOf, readSubmit, submitBody } from './submit.ts'

// Bytes written from the tables of CMPP 3.0 by another program, field by field, and its MD5 proofs.
const proof = 'cda05011f43aee26aa5767902e142266'
const connect = `000000270000000100000001393031323334${proof}3042f0fe50`
const submit =
  '0000000000000000010101015a48454e47544f4e470002' +
  '0000000000000000000000000000000000000000000000000000000000000000' +
  '00000008393031323334303130303030303000000000000000000000000000000000000000000000000000000000000000000000' +
  '313036393031323334350000000000000000000000013133383030313338303030000000000000000000000000000000000000000000' +
  '000460a8597d0000000000000000000000000000000000000000'
const deliver =
  '0102030405060708313036393031323334350000000000000000000000000000000000000000000000003133383030313338303030' +
  '000000000000000000000000000000000000000000000147010203040506070844454c495652443236313132333039303032363131' +
  '3233303930313133383030313338303030000000000000000000000000000000000000000000000000000000000000000000000000' +
  '000000000000000000000000'

test('signing in is written and proved as the protocol says', () => {
  const timestamp = stamp(new Date('2026-11-23T01:00:00Z'))
  assert.equal(timestamp, '1123090000')
  assert.equal(senderProof('901234', '1234', timestamp).toString('hex'), proof)
  const body = Buffer.concat([
    field('901234', 6),
    Buffer.from(proof, 'hex'),
    Buffer.of(version),
    uint(Number(timestamp), 4),
  ])
  assert.equal(pack({ command: commands.connect, sequence: 1, body }).toString('hex'), connect)
  assert.equal(gatewayProof(0, Buffer.from(proof, 'hex'), '1234').toString('hex'), '86ea96908604c428089bf154ea3d9312')
})

test('a text is submitted field by field, and read back', () => {
  const [part] = partsOf('您好', 0)
  const account = { source: '901234', service: 'ZHENGTONG', number: '1069012345' }
  const body = submitBody(part!, account, '13800138000')
  assert.equal(body.toString('hex'), submit)
  assert.deepEqual(readSubmit(Buffer.from(submit, 'hex')), {
    ...account,
    ...{ total: 1, part: 1, group: 0, to: '13800138000', text: '您好' },
  })
})

test('a receipt is read as the gateway writes it', () => {
  const body = Buffer.from(deliver, 'hex')
  assert.deepEqual(readDeliver(body).receipt, { ref: '0102030405060708', outcome: 'delivered', code: 'DELIVRD' })
  const messageId = Buffer.from('0102030405060708', 'hex')
  const again = reportBody({ messageId, code: 'MK:0012', to: '13800138000', number: '1069012345', at: '2611230901' })
  assert.deepEqual(readDeliver(again).receipt, { ref: '0102030405060708', outcome: 'undeliverable', code: 'MK:0012' })
})

test('packets are cut out of any pieces the line brings; bytes of another protocol are refused', () => {
  const unpack = createUnpacker()
  const bytes = Buffer.concat([Buffer.from(connect, 'hex'), Buffer.from(connect, 'hex')])
  const packets = [...bytes].flatMap((byte) => unpack(Buffer.of(byte)))
  assert.deepEqual(
    packets.map(({ command, sequence }) => [command, sequence]),
    [
      [1, 1],
      [1, 1],
    ],
  )
  assert.throws(() => createUnpacker()(Buffer.from('GET / HTTP/1.1\r\n\r\n')), /not CMPP/)
})

test('a long text goes in parts that join again, and never tears a character', () => {
  assert.equal(partCount('字'.repeat(70)), 1)
  assert.equal(partCount('字'.repeat(71)), 2)
  assert.equal(partCount('字'.repeat(134)), 2)
  assert.equal(partCount('字'.repeat(135)), 3)
  const rare = `${'字'.repeat(66)}𠮷${'字'.repeat(20)}`
  const parts = partsOf(rare, 7)
  assert.deepEqual(
    parts.map(({ content }) => content.subarray(0, 6).toString('hex')),
    ['050003070201', '050003070202'],
  )
  const texts = parts.map(({ content }) => Buffer.from(content.subarray(6)).swap16().toString('utf16le'))
  assert.equal(texts.join(''), rare)
  assert.equal(texts[0], '字'.repeat(66))
})
