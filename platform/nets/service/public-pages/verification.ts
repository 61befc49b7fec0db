import { Refusal } from '#kernel/errors.ts'
import type { Verification } from '#support/credentials/contract.ts'
import { html, type Markup } from './html.ts'
import type { Language } from './page.ts'

const words = {
  zh: {
    genuine: '这张证是真的，现在有效',
    ended: '这张证是真的，但现在无效',
    false: '这张证不是真的',
    unknown: '没有查到这张证',
    type: '证照',
    number: '编号',
    holder: '持有人',
    issuer: '发证机关',
    issued: '发证日期',
    until: '有效期至',
    demo: '演示：这张证是虚构的，没有法律效力。',
  },
  en: {
    genuine: 'This credential is genuine and in force',
    ended: 'This credential is genuine, but not in force',
    false: 'This credential is not genuine',
    unknown: 'No such credential was found',
    type: 'Credential',
    number: 'Number',
    holder: 'Holder',
    issuer: 'Issued by',
    issued: 'Issued on',
    until: 'Valid until',
    demo: 'Demonstration: this credential is invented and has no legal effect.',
  },
}

/** What a code stands for, in words: no more than the API tells a stranger. */
export async function verificationSaid(
  verify: (realm: string, code: string) => Promise<Verification>,
  realm: string,
  code: string,
  language: Language,
): Promise<Markup> {
  const t = words[language]
  let found: Verification
  try {
    found = await verify(realm, code)
  } catch (error) {
    if (error instanceof Refusal && (error.kind === 'missing' || error.kind === 'invalid'))
      return html`<h2>${t.unknown}</h2>`
    throw error
  }
  const said = !found.genuine ? t.false : found.status === 'valid' ? t.genuine : t.ended
  const rows: [string, string | undefined][] = [
    [t.type, language === 'en' ? found.type.nameEn : found.type.name],
    [t.number, found.number],
    [t.holder, found.holder],
    [t.issuer, found.issuer],
    [t.issued, found.issued],
    [t.until, found.validTo],
  ]
  return html`<h2>${said}</h2><dl>${rows.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : ''))}</dl>${found.demo ? html`<p>${t.demo}</p>` : ''}`
}
