import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Files, StoredFile } from '#ground/files/files.ts'
import { headLength, mediaTypeOf } from '#ground/files/media-type.ts'
import { newFileKey, openStream, sealStream } from '#ground/files/sealing.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { acceptedKinds, materialLimit, safeFileName, type UploadedFile } from '#support/cases/index.ts'
import type { OwnMaterial } from './contract.ts'
import type { HeldFile, KeptFile } from './file.ts'
import { ownMaterials } from './material.ts'
import { mayDelete, mayReuse } from './policy.ts'
import { listKept, listValidity, removeKept, saveKept, setValidity } from './store.ts'

const mostKept = 200
const sealedAs = 'materials.kept.key'

export type MaterialNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  files: Files
  secrets: Secrets
  /** The party, when the actor may act for it; refuses otherwise. */
  partyFor: (actor: Actor, partyId: string | undefined) => Promise<string>
  /** Every material that cases of the party hold, the newest first. */
  heldBy: (realm: string, partyId: string) => Promise<HeldFile[]>
}

/** A file to be used again, its bytes in the file store as they were handed in. */
export type FoundFile = StoredFile & {
  name: string
  fileName: string
  trust: 'A' | 'B' | 'C' | 'D'
  from?: { caseNo: string; at: string }
}

/** 我的材料: all a party has handed in, where it was used, until when it holds good; and what it keeps for later. */
export function createMaterials(needs: MaterialNeeds) {
  const { db, clock } = needs

  async function list(actor: Actor, partyId?: string): Promise<OwnMaterial[]> {
    const party = await needs.partyFor(actor, partyId)
    const { held, kept, validity } = await all(actor.realm, party)
    return ownMaterials(held, kept, validity, cityDate(clock()))
  }

  /** Keeps a file for later, sealed under a key of its own. */
  async function keep(
    actor: Actor,
    given: { file: UploadedFile; name?: string; onBehalfOf?: string },
  ): Promise<OwnMaterial> {
    const partyId = await needs.partyFor(actor, given.onBehalfOf)
    if ((await listKept(db, actor.realm, partyId)).length >= mostKept)
      throw new Refusal('limited', 'materials.too-many', `At most ${mostKept} files are kept`)
    const bytes = await read(given.file.bytes)
    const mediaType = mediaTypeOf(bytes.subarray(0, headLength))
    const accept: readonly string[] = acceptedKinds
    if (!accept.includes(mediaType))
      throw new Refusal('invalid', 'files.not-accepted', `The bytes are ${mediaType}`, {
        found: mediaType,
        accept: [...accept],
      })
    const key = newFileKey()
    const stored = await needs.files.put(Readable.from(sealStream(key, [bytes] as never)), {
      maxBytes: materialLimit + 64,
    })
    const fileName = safeFileName(given.file.name)
    const file: KeptFile = {
      realm: actor.realm,
      id: needs.newId(),
      partyId,
      name: given.name?.trim() || fileName,
      hash: createHash('sha256').update(bytes).digest('hex'),
      fileName,
      mediaType,
      size: bytes.length,
      at: clock(),
      sealedHash: stored.hash,
      sealedKey: needs.secrets.encrypt(key.toString('base64'), sealedAs),
    }
    await inTransaction(db, (tx) => saveKept(tx, file))
    return one(actor, partyId, file.hash)
  }

  async function setExpiry(
    actor: Actor,
    id: string,
    expiresOn: string | null,
    onBehalfOf?: string,
  ): Promise<OwnMaterial> {
    const partyId = await needs.partyFor(actor, onBehalfOf)
    const { hash } = await find(actor.realm, partyId, id)
    await inTransaction(db, (tx) => setValidity(tx, actor.realm, partyId, hash, expiresOn))
    return one(actor, partyId, hash)
  }

  /** Deletes what the party keeps for later; refuses with `materials.held` what a case holds. */
  async function remove(actor: Actor, id: string, onBehalfOf?: string): Promise<void> {
    const partyId = await needs.partyFor(actor, onBehalfOf)
    const { held, kept, hash } = await find(actor.realm, partyId, id)
    if (!mayDelete(held, kept)) throw new Refusal('conflict', 'materials.held', 'A case holds this file')
    await inTransaction(db, async (tx) => {
      await removeKept(tx, actor.realm, partyId, kept!.id)
      await setValidity(tx, actor.realm, partyId, hash, null)
    })
  }

  async function open(actor: Actor, id: string, onBehalfOf?: string) {
    const partyId = await needs.partyFor(actor, onBehalfOf)
    const { kept, held } = await find(actor.realm, partyId, id)
    const shown = kept ?? held[0]!
    return { fileName: shown.fileName, mediaType: shown.mediaType, bytes: await bytesOf(shown) }
  }

  /** For applications and corrections of the same party: the file behind an id, ready to be used again. */
  async function findForReuse(realm: string, partyId: string, id: string): Promise<FoundFile | undefined> {
    const found = await search(realm, partyId, id)
    if (!found) return undefined
    const { kept, held, hash, expiresOn } = found
    if (!mayReuse(expiresOn, cityDate(clock())))
      throw new Refusal('conflict', 'materials.expired', 'The file is past its day')
    const first = held.at(-1)
    if (first) {
      const { name, fileName, mediaType, size } = first
      const trust = held.map((each) => each.trust).sort()[0]!
      return {
        ...{ name, fileName, mediaType, size, hash, trust },
        from: first.from ?? { caseNo: first.caseNo, at: first.at.toISOString() },
      }
    }
    const { name, fileName } = kept!
    const stored = await needs.files.put(await bytesOf(kept!), { maxBytes: materialLimit, accept: acceptedKinds })
    return { ...stored, name, fileName, trust: 'C' }
  }

  /** What the party keeps for later, to be offered beside what its cases hold. */
  async function keptOf(realm: string, partyId: string): Promise<KeptFile[]> {
    return listKept(db, realm, partyId)
  }

  async function all(realm: string, partyId: string) {
    const [held, kept, validity] = await Promise.all([
      needs.heldBy(realm, partyId),
      listKept(db, realm, partyId),
      listValidity(db, realm, partyId),
    ])
    return { held, kept, validity }
  }

  async function search(realm: string, partyId: string, id: string) {
    const { held, kept, validity } = await all(realm, partyId)
    const hash = [...held, ...kept].find((each) => each.id === id)?.hash
    if (!hash) return undefined
    const expiresOn = validity.get(hash)
    const uses = held.filter((each) => each.hash === hash)
    return { hash, held: uses, kept: kept.find((each) => each.hash === hash), ...(expiresOn ? { expiresOn } : {}) }
  }

  async function find(realm: string, partyId: string, id: string) {
    const found = await search(realm, partyId, id)
    if (!found) throw new Refusal('missing', 'materials.missing', `No material ${id} of this party`)
    return found
  }

  async function one(actor: Actor, partyId: string, hash: string): Promise<OwnMaterial> {
    const { held, kept, validity } = await all(actor.realm, partyId)
    const same = (each: { hash: string }) => each.hash === hash
    return ownMaterials(held.filter(same), kept.filter(same), validity, cityDate(clock()))[0]!
  }

  async function bytesOf(file: KeptFile | HeldFile): Promise<Readable> {
    if (!('sealedHash' in file)) return needs.files.open(file.hash)
    const key = Buffer.from(needs.secrets.decrypt(file.sealedKey, sealedAs), 'base64')
    return Readable.from(openStream(key, await needs.files.open(file.sealedHash)))
  }

  return { list, keep, setExpiry, remove, open, findForReuse, keptOf }
}

export type MaterialService = ReturnType<typeof createMaterials>

async function read(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    size += (chunk as Buffer).length
    if (size > materialLimit)
      throw new Refusal('invalid', 'files.too-large', `The file is over ${materialLimit} bytes`, {
        maxBytes: materialLimit,
      })
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
