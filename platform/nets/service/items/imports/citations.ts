import type { Basis } from '../item.ts'

/** 《title》 with an optional document number in brackets and the article after it. Titles may hold 〈〉 or <> inside. */
const CITATION =
  /《([^《》]{3,120})》(?:[（(][^（）()]{2,60}[)）])?((?:第[一二三四五六七八九十百零〇\d０-９]{1,8}条(?:第[一二三四五六七八九十\d]{1,3}款)?[、和及]?)*)/g
/** Forms, catalogues of materials and certificates stand in 《》 too; these endings are those of rules. */
const RULE_TITLE =
  /(?:法|条例|办法|规定|决定|细则|规则|规范|规程|标准|意见|通知|公告|目录|方案|准则|令)(?:[（(〔[][^）)〕\]]*[）)〕\]])?$/

/** The laws and documents a text cites, each once, with its articles and its rank as far as the title shows it. */
export function citationsIn(text: string): Basis[] {
  const found = new Map<string, Basis>()
  for (const [, title = '', articles = ''] of text.matchAll(CITATION)) {
    const law = title.trim()
    if (!RULE_TITLE.test(law)) continue
    const before = found.get(law)
    const article = articles.replace(/[、和及]$/, '') || undefined
    if (before && (before.article || !article)) continue
    const rank = rankOf(law)
    found.set(law, { law, ...(article ? { article } : {}), ...(rank ? { rank } : {}) })
  }
  return [...found.values()].slice(0, 50)
}

/** 立法法: 法 by the National People's Congress, 条例 by the State Council, or by a place when its name leads the title. */
function rankOf(title: string): Basis['rank'] {
  const bare = title.replace(/[（(〔[][^）)〕\]]*[）)〕\]]$/, '')
  const local = /^(?!中华人民共和国)[\u4e00-\u9fff]{2,8}(?:省|市|自治区|自治州|特区)/.test(bare)
  if (/条例$/.test(bare) || (local && /实施.*法.*办法$/.test(bare)))
    return local ? 'local-regulation' : 'administrative-regulation'
  if (/(?<!办)法$/.test(bare)) return local ? 'local-regulation' : 'law'
  if (/(?:办法|规定|细则|规则)$/.test(bare)) return 'rule'
  if (/(?:通知|意见|公告|方案|目录)$/.test(bare)) return 'normative-document'
  return undefined
}
