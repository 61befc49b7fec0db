import { Check as fits } from 'typebox/value'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { readZip, type ZipEntry } from '#kernel/zip.ts'
import { checkCaseEntries, sha256Of } from '#support/case-files/index.ts'
import { CaseView } from '#support/cases/contract.ts'
import { holds, inForceAt, type RootKeys, statementHolds } from '#support/keys/index.ts'
import { ArchiveManifest, ArchiveSignature, type Nature, type NatureCheck, type NatureReport } from './contract.ts'
import { activeContent, formatOf, programKind, whyClosed } from './formats.ts'
import { metadataOf, readMetadata } from './metadata.ts'

export const contentFolder = 'content/'
const own = ['manifest.json', 'signature.json', 'metadata.xml']

/** What the checks say, and the manifest where it could be read. */
export type Checked = { report: NatureReport; manifest?: ArchiveManifest }

/**
 * 四性检测: whether a package is authentic, whole, usable and safe, by its bytes and one root alone. The filing unit asks
 * before it files, the archive on receipt (档案法第39条), and anybody may ask later. Without a trusted root its own is taken,
 * and the report leaves that open.
 */
export function checkPackage(bytes: Uint8Array, at: Date, trusted?: RootKeys): Checked {
  let read: ReturnType<typeof readPackage>
  try {
    read = readPackage(bytes)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { report: reportOf(at, [said('integrity', 'I0', false, error.message)]) }
  }
  const { manifest } = read
  return {
    manifest,
    report: reportOf(at, [
      ...authenticity(read, trusted),
      ...integrity(read),
      ...usability(read.entries),
      ...safety(read.entries),
    ]),
  }
}

type Read = {
  entries: ZipEntry[]
  files: Map<string, Uint8Array>
  manifest: ArchiveManifest
  signature: ArchiveSignature
  caseChecks: ReturnType<typeof checkCaseEntries>['checks']
  view: CaseView
}

function readPackage(bytes: Uint8Array): Read {
  const entries = readZip(bytes)
  const files = new Map(entries.map((entry) => [entry.path, entry.bytes]))
  const json = (path: string): unknown => {
    const found = files.get(path)
    if (!found) throw new Refusal('invalid', 'archives.unreadable', `缺少 ${path}`)
    return parseStrictJson(new TextDecoder().decode(found))
  }
  const [manifest, signature] = [json('manifest.json'), json('signature.json')]
  const view = json(`${contentFolder}data/case.json`)
  if (!fits(ArchiveManifest, manifest)) throw new Refusal('invalid', 'archives.unreadable', 'manifest.json 要素不全')
  if (!fits(ArchiveSignature, signature)) throw new Refusal('invalid', 'archives.unreadable', 'signature.json 要素不全')
  if (!fits(CaseView, view)) throw new Refusal('invalid', 'archives.unreadable', '办件数据不符合格式')
  const content = entries
    .filter(({ path }) => path.startsWith(contentFolder))
    .map((entry) => ({ ...entry, path: entry.path.slice(contentFolder.length) }))
  const { checks: caseChecks } = checkCaseEntries(content, signature.root)
  return { entries, files, manifest, signature, caseChecks, view }
}

function authenticity({ files, manifest, signature, caseChecks, view }: Read, trusted?: RootKeys): NatureCheck[] {
  const { key, root } = signature
  const changed = manifest.files.filter(({ path, sm3, sha256 }) => {
    const found = files.get(path)
    return found && (cryptoSuite('GM').hash(found).toString('hex') !== sm3 || sha256Of(found) !== sha256)
  })
  const failed = caseChecks.filter(({ key: of, ok }) => !ok && !['files', 'data'].includes(of))
  const differing = differences(files, manifest, view)
  return [
    said('authenticity', 'A1', holds(manifest, signature.signature, key.body.publicKey), `印章 ${signature.sealId}`),
    said(
      'authenticity',
      'A2',
      statementHolds(key, root) &&
        key.body.purpose === 'seal' &&
        inForceAt(key, new Date(manifest.filedAt)) &&
        (!trusted ||
          canonicalJson({ k: trusted.keyId, p: trusted.publicKey }) ===
            canonicalJson({ k: root.keyId, p: root.publicKey })),
      `${key.body.subject.name}，根密钥指纹 ${root.keyId}${trusted ? '' : '（取自档案包，请另行核对）'}`,
    ),
    said(
      'authenticity',
      'A3',
      changed.length === 0,
      changed.map(({ path }) => path).join('、') || `${manifest.files.length} 个文件`,
    ),
    said('authenticity', 'A4', differing.length === 0, differing.join('；') || '逐项一致'),
    said(
      'authenticity',
      'A5',
      failed.length === 0,
      failed.map(({ title, detail }) => `${title}：${detail}`).join('；') || `${caseChecks.length} 项`,
    ),
  ]
}

/** Where metadata, manifest and the case itself say different things. */
function differences(files: Map<string, Uint8Array>, manifest: ArchiveManifest, view: CaseView): string[] {
  const xml = files.get('metadata.xml')
  const given = xml && readMetadata(new TextDecoder().decode(xml))
  const pairs: [string, string | undefined, string | undefined][] = [
    ...Object.entries(metadataOf(manifest)).map(([name, value]): [string, string | undefined, string] => [
      name,
      given?.[name],
      value,
    ]),
    ['办件编号', view.no, manifest.caseNo],
    ['办件', view.id, manifest.caseId],
    ['事项名称', view.item.name, manifest.itemName],
    ['立档单位', view.department.name, manifest.department.name],
    ['办结时间', view.closedAt, manifest.closedAt],
  ]
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([name, one, other]) => `${name}：${one ?? '没有'} ≠ ${other}`)
}

function integrity({ files, manifest, caseChecks, view, entries }: Read): NatureCheck[] {
  const listed = new Set([...manifest.files.map(({ path }) => path), 'manifest.json', 'signature.json'])
  const missing = [...listed].filter((path) => !files.has(path))
  const extra = [...files.keys()].filter((path) => !listed.has(path))
  const whole = caseChecks.filter(({ key }) => key === 'files' || key === 'data')
  const kept = entries
    .filter(({ path }) => path.startsWith(`${contentFolder}materials/`))
    .map(({ bytes }) => bytes.length)
  const lost = view.materials.filter(({ size }) => {
    const at = kept.indexOf(size)
    if (at >= 0) kept.splice(at, 1)
    return at < 0
  })
  return [
    said(
      'integrity',
      'I1',
      missing.length + extra.length === 0,
      [...missing.map((path) => `缺 ${path}`), ...extra.map((path) => `多 ${path}`)].join('；') ||
        `${files.size} 个文件`,
    ),
    said(
      'integrity',
      'I2',
      whole.every(({ ok }) => ok),
      whole
        .filter(({ ok }) => !ok)
        .map(({ title, detail }) => `${title}：${detail}`)
        .join('；') || '案卷齐全',
    ),
    said(
      'integrity',
      'I3',
      view.status === 'closed' && view.closedAt !== undefined && view.timeline.length > 0,
      `${view.timeline.length} 步，${view.status === 'closed' ? '已办结' : '没有办结'}`,
    ),
    said(
      'integrity',
      'I4',
      lost.length === 0,
      lost.map(({ name }) => `缺 ${name}`).join('；') || `${view.materials.length} 份材料`,
    ),
  ]
}

function usability(entries: readonly ZipEntry[]): NatureCheck[] {
  const known = entries.map(({ path, bytes }) => ({ path, bytes, format: formatOf(path, bytes) }))
  const strange = known.filter(({ format }) => !format)
  const closed = known.flatMap(({ path, bytes, format }) => {
    const why = format && whyClosed(format, bytes)
    return why ? [`${path}：${why}`] : []
  })
  return [
    said(
      'usability',
      'U1',
      strange.length === 0,
      strange.map(({ path }) => path).join('、') || [...new Set(known.map(({ format }) => format))].join('、'),
    ),
    said('usability', 'U2', closed.length === 0, closed.join('；') || `${entries.length} 个文件`),
  ]
}

function safety(entries: readonly ZipEntry[]): NatureCheck[] {
  const outside = entries.filter(({ path }) => !safePath(path))
  const active = entries.flatMap(({ path, bytes }) => {
    const found = formatOf(path, bytes) === 'PDF' ? activeContent(bytes) : undefined
    return found ? [`${path}：${found}`] : []
  })
  const programs = entries.flatMap(({ path, bytes }) => {
    const kind = programKind(bytes)
    return kind ? [`${path}：${kind}`] : []
  })
  return [
    said('safety', 'S1', outside.length === 0, outside.map(({ path }) => path).join('、') || '没有'),
    said('safety', 'S2', programs.length === 0, programs.join('；') || '没有'),
    said('safety', 'S3', active.length === 0, active.join('；') || '没有'),
    { ...said('safety', 'S4', true, '本端没有查毒程序，由档案馆接收时查'), open: true },
  ]
}

const safePath = (path: string): boolean =>
  (own.includes(path) || path.startsWith(contentFolder)) &&
  !path.split('/').some((part) => part === '' || part === '.' || part === '..')

const titles: Record<string, [string, string]> = {
  A1: ['签名属于立档单位的印章，签名后没有改动', 'The signature is of the unit’s seal, and nothing changed since'],
  A2: ['签名的密钥由根密钥证明，归档时有效', 'The signing key is certified by the root and was in force'],
  A3: ['每个文件的摘要和目录一致', 'The digest of every file is as listed'],
  A4: ['元数据、目录和办件数据一致', 'Metadata, manifest and case data say the same'],
  A5: ['办理经过登记在公开账本上，证照和文书真实', 'The history stands in the public log; papers are genuine'],
  I0: ['档案包结构完整，可以读出', 'The package has its structure and can be read'],
  I1: ['文件不多不少', 'No file is missing and none was added'],
  I2: ['案卷按自己的目录齐全', 'The case file is whole by its own list'],
  I3: ['办理经过从头到办结', 'The history runs from the first step to the close'],
  I4: ['办件列出的材料都在', 'Every material the case lists is there'],
  U1: ['格式都可以长期保存', 'Every format can be kept for long'],
  U2: ['每个文件都能打开到结尾，没有加密', 'Every file opens to its end and is not encrypted'],
  S1: ['文件名不会写到别处', 'No name leads outside the package'],
  S2: ['没有程序', 'There is no program in it'],
  S3: ['文件里没有会自己运行的内容', 'No file holds content that runs by itself'],
  S4: ['没有病毒', 'No virus'],
}

function said(nature: Nature, rule: string, ok: boolean, detail: string): NatureCheck {
  const [title, titleEn] = titles[rule]!
  return { nature, rule, ok, title, titleEn, detail: detail.slice(0, 600) }
}

function reportOf(at: Date, checks: NatureCheck[]): NatureReport {
  return { at: at.toISOString(), passed: checks.every(({ ok }) => ok), checks }
}
