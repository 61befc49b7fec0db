import { Parser } from 'saxen'
import type { ArchiveManifest } from './contract.ts'

/**
 * 归档元数据 as XML, so that an archive reads it without knowing us. Names of properties follow the kinds of GB/T 18894 and DA/T 46
 * (聚合层次, 来源, 内容, 管理; names unverified). It repeats the manifest, and the checks compare both.
 */
export function metadataXml(manifest: Omit<ArchiveManifest, 'files'>): string {
  const rows = Object.entries(metadataOf(manifest)).map(
    ([name, value]) => `  <property name="${name}">${escaped(value)}</property>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<archive format="${manifest.format}">\n${rows.join('\n')}\n</archive>\n`
}

/** Element by element, as text. */
export function metadataOf(manifest: Omit<ArchiveManifest, 'files'>): Record<string, string> {
  return {
    聚合层次: '件',
    标识: manifest.packageId,
    档号: manifest.archiveNo,
    全宗号: manifest.fonds,
    门类: manifest.category,
    年度: String(manifest.year),
    题名: manifest.title,
    事项名称: manifest.itemName,
    办件编号: manifest.caseNo,
    立档单位: manifest.department.name,
    保管期限: manifest.retention,
    保管到: manifest.keepUntil ?? '永久',
    保管期限依据: `${manifest.schedule.key}/${manifest.schedule.version} ${manifest.schedule.className}`,
    办结时间: manifest.closedAt,
    归档时间: manifest.filedAt,
  }
}

/** The elements of such a file, or undefined when it is not well-formed XML. */
export function readMetadata(xml: string): Record<string, string> | undefined {
  const found: Record<string, string> = {}
  let broken = false
  let open: string | undefined
  const parser = new Parser({ proxy: true })
  parser.on('error', () => {
    broken = true
  })
  parser.on('openTag', ({ name, attrs }) => {
    open = name === 'property' ? attrs.name : undefined
  })
  parser.on('text', (text, decode) => {
    if (open && text.trim()) found[open] = decode(text)
  })
  parser.on('closeTag', () => {
    open = undefined
  })
  parser.parse(xml)
  return broken || Object.keys(found).length === 0 ? undefined : found
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char)
