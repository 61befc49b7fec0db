/** A tree head as others read it (C2SP tlog-checkpoint): whose log, how large, its SHA-256 root. */
export type Checkpoint = { origin: string; size: number; root: Buffer }

export function writeCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Reads the text of a note; lines after the third are others' and let pass. Undefined for what is no checkpoint. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', root = ''] = text.split('\n')
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return undefined
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') }
  return Number.isSafeInteger(checkpoint.size) ? checkpoint : undefined
}

/** What a log sends its witnesses (C2SP tlog-witness, add-checkpoint). */
export type AddCheckpoint = { oldSize: number; proof: Buffer[]; note: string }

export function writeAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`
}

export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const at = body.indexOf('\n\n')
  if (at < 0) return undefined
  const [old = '', ...proof] = body.slice(0, at).split('\n')
  const size = /^old (0|[1-9]\d{0,15})$/.exec(old)?.[1]
  if (size === undefined || proof.length > 63 || !proof.every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line)))
    return undefined
  return { oldSize: Number(size), proof: proof.map((line) => Buffer.from(line, 'base64')), note: body.slice(at + 2) }
}
