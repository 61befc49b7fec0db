import type { Fault } from '#kernel/errors.ts'
import { choicesOf } from './compile.ts'
import { type Field, fieldAt } from './field.ts'

export type Language = 'zh' | 'en'

type Wording = { title: string; choose: boolean; params: Record<string, unknown> }
type Sentence = (wording: Wording) => string

const zh: Record<string, Sentence> = {
  required: ({ title, choose }) => (choose ? `请选择${title}` : `请填写${title}`),
  type: ({ title, params }) => typeSentences.zh[String(params.type)]?.(title) ?? `${title}的格式不对`,
  enum: ({ title }) => `请从给出的选项中选择${title}`,
  const: ({ title, params }) => `${title}只能是“${String(params.allowedValue)}”`,
  pattern: ({ title }) => `${title}的格式不对，请核对后重填`,
  minLength: ({ title, params }) => `${title}至少${params.limit}个字`,
  maxLength: ({ title, params }) => `${title}最多${params.limit}个字`,
  minimum: ({ title, params }) => `${title}不能小于${params.limit}`,
  maximum: ({ title, params }) => `${title}不能大于${params.limit}`,
  exclusiveMinimum: ({ title, params }) => `${title}应大于${params.limit}`,
  exclusiveMaximum: ({ title, params }) => `${title}应小于${params.limit}`,
  multipleOf: ({ title, params }) => `${title}应是${params.multipleOf}的整数倍`,
  minItems: ({ title, params }) => `${title}至少${params.limit}项`,
  maxItems: ({ title, params }) => `${title}最多${params.limit}项`,
  uniqueItems: ({ title }) => `${title}中有重复的内容`,
  format: ({ title }) => `${title}的格式不对，请核对后重填`,
}

const en: Record<string, Sentence> = {
  required: ({ title, choose }) => (choose ? `Choose: ${title}` : `Enter: ${title}`),
  type: ({ title, params }) => typeSentences.en[String(params.type)]?.(title) ?? `${title}: not in the right form`,
  enum: ({ title }) => `${title}: choose one of the options`,
  const: ({ title, params }) => `${title}: must be “${String(params.allowedValue)}”`,
  pattern: ({ title }) => `${title}: not in the right form; check it and enter it again`,
  minLength: ({ title, params }) => `${title}: at least ${params.limit} characters`,
  maxLength: ({ title, params }) => `${title}: at most ${params.limit} characters`,
  minimum: ({ title, params }) => `${title}: not less than ${params.limit}`,
  maximum: ({ title, params }) => `${title}: not more than ${params.limit}`,
  exclusiveMinimum: ({ title, params }) => `${title}: more than ${params.limit}`,
  exclusiveMaximum: ({ title, params }) => `${title}: less than ${params.limit}`,
  multipleOf: ({ title, params }) => `${title}: a multiple of ${params.multipleOf}`,
  minItems: ({ title, params }) => `${title}: at least ${params.limit}`,
  maxItems: ({ title, params }) => `${title}: at most ${params.limit}`,
  uniqueItems: ({ title }) => `${title}: the same is given twice`,
  format: ({ title }) => `${title}: not in the right form; check it and enter it again`,
}

const typeSentences: Record<Language, Record<string, (title: string) => string>> = {
  zh: {
    integer: (title) => `${title}应填整数`,
    number: (title) => `${title}应填数字`,
    boolean: (title) => `请选择${title}`,
    string: (title) => `${title}应填文字`,
    array: (title) => `${title}应是列表`,
  },
  en: {
    integer: (title) => `${title}: enter a whole number`,
    number: (title) => `${title}: enter a number`,
    boolean: (title) => `Choose: ${title}`,
    string: (title) => `${title}: enter text`,
    array: (title) => `${title}: must be a list`,
  },
}

/** Sentences for our formats where the reader's language is not the one the code's own reading speaks. */
const formatsEn: Record<string, string> = {
  'cn-id': 'check each digit of the 18-character ID number',
  uscc: 'check each character of the 18-character credit code',
  'cn-mobile': '11 digits beginning with 1',
  'cn-division': 'choose a division from the list',
  'licence-id': 'check the licence identifier',
  date: 'enter a real date, for example 2026-11-23',
}

const sentences = { zh, en }

/** A sentence for the person about one broken keyword at a pointer of the answers, naming the field by its title. */
export function faultFor(
  root: Field,
  broken: { pointer: string; keyword: string; params: Record<string, unknown>; format?: string; reading?: string },
  language: Language,
): Fault {
  const field = fieldAt(root, broken.pointer)
  const title = titleOf(field, language)
  const choose = field !== undefined && (choicesOf(field.node) !== undefined || field.node.type === 'boolean')
  const sentence = sentences[language][broken.keyword]?.({ title, choose, params: broken.params })
  const whole =
    readingOf(broken, title, language) ??
    sentence ??
    (language === 'zh' ? `${title}不符合要求` : `${title}: not accepted`)
  const end = language === 'zh' ? '。' : '.'
  return {
    pointer: broken.pointer,
    rule: broken.format ?? broken.keyword,
    detail: place(root, broken.pointer, language) + whole.replace(/[。.]$/, '') + end,
  }
}

function readingOf(
  { format, reading }: { format?: string; reading?: string },
  title: string,
  language: Language,
): string | undefined {
  if (format === undefined) return undefined
  if (language === 'en') return `${title}: ${formatsEn[format] ?? 'check it'}`
  return reading?.startsWith(title) ? reading : `${title}：${reading}`
}

/** `家庭成员第2项：` before what is wrong inside a list. */
function place(root: Field, pointer: string, language: Language): string {
  const tokens = pointer.split('/').slice(1)
  const at = tokens.findLastIndex((token) => /^\d+$/.test(token))
  if (at < 1) return ''
  const list = titleOf(fieldAt(root, `/${tokens.slice(0, at).join('/')}`), language)
  const ordinal = Number(tokens[at]) + 1
  return language === 'zh' ? `${list}第${ordinal}项：` : `${list}, number ${ordinal}: `
}

function titleOf(field: Field | undefined, language: Language): string {
  if (!field?.key) return language === 'zh' ? '此项' : 'This'
  const { title } = field.node
  return (language === 'en' ? field.node['x-ui']?.en : undefined) ?? title ?? (language === 'zh' ? '此项' : field.key)
}
