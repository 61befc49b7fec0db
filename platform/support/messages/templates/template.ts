import type { Fault } from '#kernel/errors.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Channel, Language, TemplateTexts } from '../contract.ts'

/** A blank: `((name))`; `((name??words))` stands for the words when the value is yes, for nothing when it is no. */
const blank = /\(\(([^()?]{1,50})(?:\?\?([^()]{1,500}))?\)\)/g

/** What must be given to fill these words in, each once, in the order of first use. */
export function blanksOf(texts: TemplateTexts): string[] {
  const names = Object.values(texts).flatMap(({ subject = '', body }) =>
    [...`${subject}\n${body}`.matchAll(blank)].map(([, name]) => name!.trim()),
  )
  return [...new Set(names)]
}

/** What is wrong with a draft, as a person who wrote it must be told. */
export function faultsOf(channel: Channel, texts: TemplateTexts): Fault[] {
  const faults: Fault[] = []
  const fault = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  for (const [language, words] of Object.entries(texts)) {
    const at = `/texts/${language}`
    if (channel === 'email' && !words.subject)
      fault(`${at}/subject`, 'required', '电子邮件要有主题。An e-mail needs a subject.')
    if (channel === 'sms' && words.subject)
      fault(`${at}/subject`, 'not-here', '短信没有主题。A text message has no subject.')
    const rest = `${words.subject ?? ''}${words.body}`.replace(blank, '')
    if (rest.includes('((') || rest.includes('))'))
      fault(`${at}/body`, 'blank', '“((”和“))”要成对，里面写名称，例如 ((name))。Blanks are written ((name)).')
  }
  return faults
}

export type Filled = { subject?: string; body: string }

/**
 * The words in the language asked for, or Chinese where there are none in it, with every blank filled in. Refuses with
 * `messages.blank-left` and the names that are missing.
 */
export function fill(texts: TemplateTexts, language: Language, values: Record<string, unknown>): Filled {
  const missing = blanksOf(texts).filter((name) => values[name] === undefined || values[name] === null)
  if (missing.length > 0)
    throw new Refusal('invalid', 'messages.blank-left', `Missing personalisation: ${missing.join(', ')}`, {
      faults: missing.map((name) => ({
        pointer: `/personalisation/${name}`,
        rule: 'required',
        detail: `缺少“${name}”。“${name}” is missing.`,
      })),
    })
  const { subject, body } = texts[language] ?? texts.zh
  const filled = (text: string) =>
    text.replace(blank, (_, name: string, words?: string) => {
      const value = values[name.trim()]
      if (words !== undefined) return isYes(value) ? words : ''
      return Array.isArray(value) ? value.map((line) => `\n• ${line}`).join('') : String(value)
    })
  return { ...(subject === undefined ? {} : { subject: filled(subject).replaceAll(/\s+/g, ' ') }), body: filled(body) }
}

const isYes = (value: unknown): boolean => value === true || value === 'yes' || value === '是'
