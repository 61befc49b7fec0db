import { Bytes } from './bytes.ts'
import { fill, isConstant, momentIn, type Shift, type Template, tokenIn } from './template.ts'

/** A column of a row as it stands: its text, and its bytes in PostgreSQL's binary form; null for NULL. */
export type Column = { name: string; type: string; text: string | null; binary: Buffer | null }

/** The values of a copy's tokens as text and, where a column holds them so, as bytes; and how far its moments moved. */
export type Values = { texts: string[]; raws: (Buffer | undefined)[]; shift: Shift }

const texts = ['text', 'json', 'jsonb']

type Part = Buffer | ((out: Bytes, values: Values) => void)

/** Writes the row of a copy in the binary form of COPY. */
export type RowTemplate = (out: Bytes, values: Values) => void

/** What is the same in every copy is bytes made once; only the rest is written anew. */
export function rowTemplateOf(
  columns: readonly Column[],
  template: (text: string, isText: boolean) => Template,
): RowTemplate {
  const parts: Part[] = []
  let same = new Bytes()
  same.int16(columns.length)
  for (const column of columns) {
    const cut = column.text === null ? [] : template(column.text, texts.includes(column.type))
    if (column.binary === null) same.int32(-1)
    else if (isConstant(cut)) same.cell(column.binary)
    else {
      parts.push(Buffer.from(same.take()), cellOf(column, cut))
      same = new Bytes()
    }
  }
  parts.push(Buffer.from(same.take()))
  return (out, values) => {
    for (const part of parts) {
      if (typeof part === 'function') part(out, values)
      else out.raw(part)
    }
  }
}

function cellOf({ name, type }: Column, template: Template): (out: Bytes, values: Values) => void {
  const moment = momentIn(template)
  switch (type) {
    case 'text':
    case 'json':
      return (out, { texts, shift }) => out.text(fill(template, texts, shift))
    case 'jsonb':
      return (out, { texts, shift }) => out.text(fill(template, texts, shift), 1)
    case 'uuid':
    case 'bytea': {
      const place = tokenIn(template, type === 'bytea' ? '\\x' : '')
      if (place !== undefined) return (out, { raws }) => out.cell(raws[place]!)
      break
    }
    case 'timestamp with time zone':
      if (moment) return (out, { shift }) => out.timestamp(moment.at + shift.moment)
      break
    case 'date':
      if (moment) return (out, { shift }) => out.date(moment.at + shift.days * 86_400_000)
      break
  }
  throw new Error(`Copies cannot differ in ${name} of type ${type}`)
}
