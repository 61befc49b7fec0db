import { cryptoSuite } from '../platform/kernel/crypto/suites.ts'
import { leafHash } from '../platform/kernel/merkle.ts'
import { appendLeaf, emptyFrontier, frontierRoot } from '../platform/kernel/merkle-frontier.ts'
import { readCheckpoint } from '../platform/kernel/tlog/checkpoint.ts'
import { type NoteKey, noteSignedBy, readNote } from '../platform/kernel/tlog/note.ts'
import { tilesOf, tileWidth, writeTilePath } from '../platform/kernel/tlog/tile.ts'
import type { Step } from './receipt.ts'

const sha256 = cryptoSuite('INTL').hash
const hashSize = 32

/**
 * Rebuilds a whole tiled log (C2SP tlog-tiles) from its entries and compares it with its checkpoint and every tile of
 * hashes. `read` gives a resource by its path below the log's prefix: from a folder that holds a copy, or from the web.
 */
export async function checkLog(
  read: (path: string) => Promise<Buffer>,
  keys: { log: NoteKey; witnesses?: readonly NoteKey[] },
): Promise<Step[]> {
  const note = readNote((await read('checkpoint')).toString('utf8'))
  const checkpoint = note && readCheckpoint(note.text)
  if (!note || !checkpoint) return [step(false, '检查点读不懂', 'The checkpoint cannot be read', '')]
  const steps = [
    step(
      noteSignedBy(note, keys.log) !== undefined && checkpoint.origin === keys.log.name,
      '检查点由这个账本签名',
      'The checkpoint is signed by this log',
      checkpoint.origin,
    ),
    ...(keys.witnesses ?? []).map((key) => {
      const at = noteSignedBy(note, key)?.at
      return step(at !== undefined, `见证方 ${key.name} 已见证`, `Cosigned by ${key.name}`, at?.toISOString() ?? '')
    }),
  ]
  const { root, wrong } = await rebuild(read, checkpoint.size)
  return [
    ...steps,
    step(
      root.equals(checkpoint.root),
      `${checkpoint.size} 条记录得出同一个树根`,
      `${checkpoint.size} entries give the same root`,
      root.toString('base64'),
    ),
    step(wrong.length === 0, '每一块和记录一致', 'Every tile agrees with the entries', wrong.slice(0, 5).join(' ')),
  ]
}

async function rebuild(
  read: (path: string) => Promise<Buffer>,
  size: number,
): Promise<{ root: Buffer; wrong: string[] }> {
  let tree = emptyFrontier()
  const levels = new Map<number, Buffer[]>()
  const wrong: string[] = []
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const path = writeTilePath({ level: 'entries', index, width })
    const entries = readEntries(await read(`tile/${path}`))
    if (entries.length !== width) wrong.push(path)
    for (const entry of entries.slice(0, width)) {
      const { frontier, completed } = appendLeaf(sha256, tree, leafHash(sha256, entry))
      tree = frontier
      for (const { level, hash } of completed) {
        if (level % 8 !== 0) continue
        const held = levels.get(level / 8) ?? []
        held.push(Buffer.from(hash))
        levels.set(level / 8, held)
      }
    }
  }
  for (const tile of tilesOf(size)) {
    const path = writeTilePath(tile)
    const from = tile.index * tileWidth
    const own = Buffer.concat(levels.get(Number(tile.level))?.slice(from, from + tile.width) ?? [])
    if (own.length !== tile.width * hashSize || !own.equals(await read(`tile/${path}`))) wrong.push(path)
  }
  return { root: Buffer.from(frontierRoot(sha256, tree)), wrong }
}

/** Entries behind their lengths of two bytes; what is cut off is no entry. */
function readEntries(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = []
  for (let at = 0; at + 2 <= bundle.length; ) {
    const end = at + 2 + bundle.readUInt16BE(at)
    if (end > bundle.length) break
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}

const step = (ok: boolean, zh: string, en: string, detail: string): Step => ({ ok, zh, en, detail })
