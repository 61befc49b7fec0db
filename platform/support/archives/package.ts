import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { type ZipEntry, zipOf } from '#kernel/zip.ts'
import { sha256Of } from '#support/case-files/index.ts'
import { bytesToSign, type KeyStatement, type RootKeys, type Signer } from '#support/keys/index.ts'
import { contentFolder } from './checks.ts'
import type { ArchiveManifest, ArchiveSignature } from './contract.ts'
import { formatOf } from './formats.ts'
import { metadataXml } from './metadata.ts'

/** Who signs: the seal of the filing unit, its key and what the root says of it. */
export type Sealing = { sealId: string; signer: Signer; statement: KeyStatement; root: RootKeys }

/**
 * 归档信息包: the case file under `content/`, `metadata.xml`, `manifest.json` with SM3 and SHA-256 of every file, and
 * `signature.json`, SM2 over the canonical manifest. A ZIP without compression, so that nothing hides in it.
 */
export async function makePackage(
  head: Omit<ArchiveManifest, 'files' | 'format'>,
  content: AsyncIterable<ZipEntry>,
  sealing: Sealing,
): Promise<{ bytes: Buffer; manifest: ArchiveManifest; digest: Buffer }> {
  const entries: ZipEntry[] = []
  for await (const { path, bytes } of content) entries.push({ path: `${contentFolder}${path}`, bytes })
  const named = { format: 'zhengtong-archive-package/1' as const, ...head }
  entries.push({ path: 'metadata.xml', bytes: Buffer.from(metadataXml(named)) })
  const gm = cryptoSuite('GM')
  const manifest: ArchiveManifest = {
    ...named,
    files: entries.map(({ path, bytes }) => ({
      path,
      size: bytes.length,
      sm3: gm.hash(bytes).toString('hex'),
      sha256: sha256Of(bytes),
      format: formatOf(path, bytes) ?? 'unknown',
    })),
  }
  const signed = bytesToSign(manifest)
  const signature: ArchiveSignature = {
    algorithm: 'SM2-with-SM3',
    sealId: sealing.sealId,
    signature: (await sealing.signer.sign(signed)).toString('hex'),
    key: sealing.statement,
    root: sealing.root,
  }
  entries.push({ path: 'manifest.json', bytes: json(manifest) }, { path: 'signature.json', bytes: json(signature) })
  const parts: Uint8Array[] = []
  for await (const part of zipOf(entries, new Date(head.filedAt))) parts.push(part)
  return { bytes: Buffer.concat(parts), manifest, digest: gm.hash(signed) }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
