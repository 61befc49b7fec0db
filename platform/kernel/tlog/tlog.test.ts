import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cryptoSuite } from '../crypto/suites.ts'
import { readAddCheckpoint, readCheckpoint, writeAddCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { cosignNote, noteKey, noteSignedBy, readNote, readNoteKey, signNote, writeNoteKey } from './note.ts'
import { readTilePath, tilesOf, writeTilePath } from './tile.ts'

const suite = cryptoSuite('INTL')
const pair = suite.generateKeys()
const signer = suite.signer(pair.privateKey)
const sign = async (bytes: Uint8Array) => signer.sign(bytes)

// The example of C2SP tlog-cosignature: a log's signature and a witness's on one checkpoint.
const example = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`

test('the example of the specification is read as it says', () => {
  const note = readNote(example)!
  assert.deepEqual(
    note.signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length]),
    [
      ['example.com/behind-the-sofa', '033de0ae', 64],
      ['witness.example.com/w1', '8d66cf3f', 72],
    ],
  )
  assert.equal(note.signatures[1]!.signature.readBigUInt64BE(), 1679315147n)
  const { origin, size } = readCheckpoint(note.text)!
  assert.deepEqual([origin, size], ['example.com/behind-the-sofa', 20852163])
  assert.equal(writeCheckpoint(readCheckpoint(note.text)!), note.text)
})

test('a log signs, a witness cosigns, and each is known by its key alone', async () => {
  const text = writeCheckpoint({ origin: 'log.example/a', size: 7, root: Buffer.alloc(32, 1) })
  const [log, witness] = [noteKey('log.example/a', 1, pair.publicKey), noteKey('w.example', 4, pair.publicKey)]
  const at = new Date('2026-11-22T08:00:00Z')
  const note = `${text}\n${await signNote(text, log, sign)}${await cosignNote(text, witness, at, sign)}`
  const read = readNote(note)!
  assert.deepEqual(noteSignedBy(read, log), {})
  assert.deepEqual(noteSignedBy(read, witness), { at })
  assert.equal(noteSignedBy(read, noteKey('log.example/b', 1, pair.publicKey)), undefined)
  const changed = readNote(note.replace('\n7\n', '\n8\n'))!
  assert.equal(noteSignedBy(changed, log), undefined)
  assert.equal(noteSignedBy(changed, witness), undefined)
})

test('a key is written and read, and a wrong id or kind is none', () => {
  const key = noteKey('log.example/a', 4, pair.publicKey)
  assert.deepEqual(readNoteKey(writeNoteKey(key)), key)
  assert.equal(readNoteKey(writeNoteKey(key).replace('+', '+0').replace(/.\+/, '+')), undefined)
  assert.equal(readNoteKey(writeNoteKey({ ...key, name: 'other' })), undefined)
  assert.equal(readNoteKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')?.kind, 1)
  for (const broken of ['', 'a', 'a\n', 'a\n\nb\n', '\n\n— a b\n', 'a\tb\n\n— a AAAAAAA=\n'])
    assert.equal(readNote(broken), undefined, JSON.stringify(broken))
})

test('what a log sends its witness is read as it was written', () => {
  const sent = { oldSize: 3, proof: [Buffer.alloc(32, 7), Buffer.alloc(32, 9)], note: example }
  assert.deepEqual(readAddCheckpoint(writeAddCheckpoint(sent)), sent)
  for (const broken of ['old 01\n\nx', 'old -1\n\nx', 'new 1\n\nx', 'old 1\nAA\n\nx', `old 1\n${'A\n'.repeat(64)}\n`])
    assert.equal(readAddCheckpoint(broken), undefined)
})

test('tiles have one path, and a tree of 70,000 has the tiles that the specification counts', () => {
  assert.deepEqual(readTilePath('0/x001/x234/067'), { level: 0, index: 1234067, width: 256 })
  assert.deepEqual(readTilePath('entries/000.p/7'), { level: 'entries', index: 0, width: 7 })
  for (const tile of [
    { level: 0, index: 1234067, width: 256 },
    { level: 63, index: 0, width: 255 },
    { level: 'entries' as const, index: 1000, width: 1 },
  ])
    assert.deepEqual(readTilePath(writeTilePath(tile)), tile)
  for (const wrong of ['00/000', '64/000', '0/1', '0/x000/001', '0/000.p/0', '0/000.p/256', '0/000.p/01', '../x', '0/'])
    assert.equal(readTilePath(wrong), undefined, wrong)
  const tiles = tilesOf(70_000)
  const of = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width)
  assert.deepEqual([of(0).length, of(0).at(-1), of(1), of(2)], [274, 112, [256, 17], [1]])
  assert.deepEqual(tilesOf(256).map(writeTilePath), ['0/000', '1/000.p/1'])
})
