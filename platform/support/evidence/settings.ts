import { readFile } from 'node:fs/promises'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { type NoteKey, readNoteKey } from '#kernel/tlog/note.ts'

const closed = { additionalProperties: false }
const url = Type.String({ pattern: '^https?://[^\\s<>"]+[^/\\s<>"]$' })
const address = Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' })

/** The file that `ZT_EVIDENCE` names. Keys are written as C2SP signed-note writes them: `name+id+base64`. */
const Settings = Type.Object(
  {
    witnesses: Type.Optional(Type.Array(Type.Object({ url, key: Type.String() }, closed), { maxItems: 10 })),
    logs: Type.Optional(
      Type.Array(Type.Object({ origin: Type.String({ minLength: 1 }), key: Type.String() }, closed), {
        maxItems: 100,
      }),
    ),
    chain: Type.Optional(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 60 }),
          url,
          chainId: Type.Integer({ minimum: 1 }),
          from: address,
          to: Type.Optional(address),
          contract: Type.Optional(
            Type.String({ pattern: '^0x[0-9a-fA-F]{40}$', description: 'LogHeads, which keeps heads by their size' }),
          ),
          everyMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
          simulated: Type.Optional(Type.Boolean({ description: 'A node for trials' })),
        },
        closed,
      ),
    ),
  },
  closed,
)

export type WitnessSetting = { url: string; key: NoteKey }
export type LogSetting = { origin: string; key: NoteKey }
export type ChainSetting = NonNullable<Static<typeof Settings>['chain']>
export type EvidenceSettings = { witnesses: WitnessSetting[]; logs: LogSetting[]; chain?: ChainSetting }

/** Reads who witnesses whom. Without a file nobody does. Throws an Error that names what is wrong. */
export async function readEvidenceSettings(config: {
  evidenceFile?: string
  profile: 'demo' | 'production'
}): Promise<EvidenceSettings> {
  const { evidenceFile: file, profile } = config
  if (!file) return { witnesses: [], logs: [] }
  const settings = parseStrictJson(await readFile(file, 'utf8'))
  if (!Value.Check(Settings, settings)) {
    const [first] = Value.Errors(Settings, settings)
    throw new Error(`ZT_EVIDENCE: ${file}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  const { witnesses = [], logs = [], chain } = settings
  if (profile === 'production') {
    for (const { url: at } of [...witnesses, ...(chain ? [chain] : [])])
      if (!at.startsWith('https://')) throw new Error(`ZT_EVIDENCE: ${at} must be asked over https`)
    if (chain?.simulated) throw new Error('ZT_EVIDENCE: the chain is a node for trials, which proves nothing')
  }
  return {
    witnesses: witnesses.map((each) => ({ ...each, key: keyOf(each.key, 4) })),
    logs: logs.map((each) => ({ ...each, key: keyOf(each.key, 1) })),
    ...(chain ? { chain } : {}),
  }
}

function keyOf(text: string, kind: 1 | 4): NoteKey {
  const key = readNoteKey(text)
  if (key?.kind !== kind) throw new Error(`ZT_EVIDENCE: ${text} is no ${kind === 1 ? 'log' : 'witness'} key`)
  return key
}
