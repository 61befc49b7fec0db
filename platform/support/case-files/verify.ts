import { createHash } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import { Check as fits } from 'typebox/value'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { readZip, type ZipEntry } from '#kernel/zip.ts'
import { CaseView } from '#support/cases/contract.ts'
import { type Check, check, checkBundle, readBundle } from '#support/credentials/index.ts'
import type { RootKeys } from '#support/keys/contract.ts'
import { hashOfLeaf, headIsSigned, leafIsUnder } from '#support/ledger/index.ts'
import { manifestDigest, sha256Of } from './build.ts'
import { type ActProof, History, type LeafProof, Manifest, ManifestProof, Trust } from './contract.ts'

export type CaseFileCheck = { manifest: Manifest; checks: Check[] }

/**
 * Checks a case file with nothing but mathematics and one root: every file is as the manifest says, the manifest and the
 * history stand in the signed log, the data fits its schema, each credential holds. No network, no database.
 */
export function checkCaseFile(archive: Uint8Array, trusted: RootKeys | undefined): CaseFileCheck {
  return checkCaseEntries(readZip(archive), trusted)
}

/** The same of files that lie in another archive. */
export function checkCaseEntries(entries: readonly ZipEntry[], trusted: RootKeys | undefined): CaseFileCheck {
  const files = new Map(entries.map((entry) => [entry.path, entry]))
  const manifest = readPart(files, 'manifest.json', Manifest)
  const proof = readPart(files, 'proofs/manifest.json', ManifestProof)
  const history = readPart(files, 'data/history.json', History)
  const trust = readPart(files, 'data/history.json', Trust)
  const inner = [...files.keys()].filter((path) => /^parts\/[^/]+\/data\/history\.json$/.test(path))
  const root = trusted ?? proof.root
  const same = (other: RootKeys) => canonicalJson(other) === canonicalJson(root)
  const isTrue = (inLog: LeafProof, leaf: string, keys: Trust) =>
    'pending' in inLog
      ? undefined
      : inLog.leaf === leaf &&
        leafIsUnder(leaf, inLog.proof, inLog.head) &&
        headIsSigned(inLog.head, manifest.realm, keys.logKey, root)
  const checks: Check[] = [
    trusted
      ? check(
          'root',
          same(proof.root) && same(trust.root),
          '根密钥是您信任的那一个',
          'The root is the one you trust',
          `指纹 ${root.keyId}`,
        )
      : {
          ...check(
            'root',
            same(trust.root),
            '根密钥取自文件本身，请另行核对指纹',
            'The root is from the file itself: compare its fingerprint',
            `指纹 ${root.keyId}`,
          ),
          open: true,
        },
    filesCheck(files, manifest),
    logCheck(
      'manifest',
      isTrue(proof.manifest, hashOfLeaf(manifestDigest(manifest)).toString('hex'), proof),
      '目录登记在公开账本上',
      'The manifest stands in the public log',
      `${manifest.madeAt}，${manifest.madeBy}，${manifest.purpose}`,
    ),
    ...historyChecks(history.acts, (act) =>
      isTrue(act.inLog, hashOfLeaf(Buffer.from(act.digest, 'hex')).toString('hex'), trust),
    ),
    check('data', dataFits(files, manifest), '办件数据符合格式', 'The data fits its schema', 'data/case.json'),
    // 一件事: the history of each part is judged like that of the whole.
    ...inner.flatMap((path) => {
      const keys = readPart(files, path, Trust)
      return historyChecks(readPart(files, path, History).acts, (act) =>
        same(keys.root) ? isTrue(act.inLog, hashOfLeaf(Buffer.from(act.digest, 'hex')).toString('hex'), keys) : false,
      ).map((each) => ({ ...each, detail: `${path.split('/')[1]}：${each.detail}` }))
    }),
  ]
  for (const { path } of manifest.files)
    if (path.endsWith('.bundle.json')) checks.push(credentialCheck(files, path, root))
  return { manifest, checks }
}

/** Whether bytes look like an archive at all, for a command that takes both kinds of files. */
export const looksLikeArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

function filesCheck(files: ReadonlyMap<string, ZipEntry>, manifest: Manifest): Check {
  const wrong = manifest.files.filter(({ path, size, sha256 }) => {
    const found = files.get(path)
    return !found || found.bytes.length !== size || sha256Of(found.bytes) !== sha256
  })
  const listed = new Set([...manifest.files.map(({ path }) => path), 'manifest.json', 'proofs/manifest.json'])
  const extra = [...files.keys()].filter((path) => !listed.has(path))
  const names = [...wrong.map(({ path }) => path), ...extra].join('、')
  return check(
    'files',
    names === '',
    '每个文件都和目录一致，不多不少',
    'Every file is as the manifest says, none missing, none added',
    names || `${manifest.files.length} 个文件`,
  )
}

function historyChecks(acts: readonly ActProof[], inLog: (act: ActProof) => boolean | undefined): Check[] {
  const open = acts.filter((act) => act.steps)
  const changed = open.filter(
    (act) => createHash('sha256').update(canonicalJson(act.steps)).digest('hex') !== act.digest,
  )
  const seqs = acts.flatMap((act) => act.seqs)
  const gap = seqs.findIndex((seq, i) => seq !== i + 1)
  const told = acts.map(inLog)
  const withheld = acts.length - open.length
  return [
    check(
      'history',
      changed.length === 0 && gap < 0 && acts.length > 0,
      '经过从头到尾没有缺漏、没有改动',
      'The history is whole and unchanged',
      `${acts.length} 次处理${withheld > 0 ? `，其中 ${withheld} 次只给摘要` : ''}`,
    ),
    logCheck(
      'ledger',
      told.includes(false) ? false : told.includes(undefined) ? undefined : true,
      '每次处理都登记在公开账本上',
      'Every act stands in the public log',
      `${told.filter((each) => each === true).length} / ${acts.length}`,
    ),
  ]
}

function credentialCheck(files: ReadonlyMap<string, ZipEntry>, path: string, root: RootKeys): Check {
  const bundle = readBundle(textOf(files, path))
  const failed = checkBundle(bundle, root).filter(({ ok }) => !ok)
  return check(
    'credential',
    failed.length === 0,
    `${bundle.record.type.name}真实、未改动`,
    `${bundle.record.type.nameEn} is genuine and unchanged`,
    failed.map(({ title }) => `不成立：${title}`).join('；') || bundle.record.number,
  )
}

/** The data is a case of the schema we know, and of the very case that the manifest names. */
function dataFits(files: ReadonlyMap<string, ZipEntry>, manifest: Manifest): boolean {
  const value = parseStrictJson(textOf(files, 'data/case.json'))
  return fits(CaseView, value) && value.id === manifest.caseId && value.no === manifest.caseNo
}

function logCheck(key: string, ok: boolean | undefined, title: string, titleEn: string, detail: string): Check {
  if (ok !== undefined) return check(key, ok, title, titleEn, detail)
  return { ...check(key, true, title, titleEn, `${detail}；导出时账本证明还没有生成，请重新导出`), open: true }
}

function textOf(files: ReadonlyMap<string, ZipEntry>, path: string): string {
  const found = files.get(path)
  if (!found) throw new Refusal('invalid', 'case-files.unreadable', `The file lacks ${path}`)
  return new TextDecoder('utf-8').decode(found.bytes)
}

function readPart<S extends TSchema>(files: ReadonlyMap<string, ZipEntry>, path: string, schema: S): Static<S> {
  const value = parseStrictJson(textOf(files, path))
  if (!fits(schema, value)) throw new Refusal('invalid', 'case-files.unreadable', `${path} is not as it should be`)
  return value
}
