import { type Block, ink, inkSoft, mm, type Sheet } from './sheet.ts'

/** Text under headings: what is printed of a case file. `rows` are a name and its value; `lines` are paragraphs. */
export type PlainPaper = {
  title: string
  subtitle: string
  author: string
  /** ISO instant; the paper's date. */
  at: string
  sections: { title: string; rows?: readonly (readonly [string, string])[]; lines?: readonly string[] }[]
}

const left = 24 * mm
const top = 26 * mm
const nameWidth = 42 * mm

/** Draws the sections one under another over as many pages as they take. */
export function drawPlain(sheet: Sheet, paper: PlainPaper): void {
  const width = sheet.pageWidth - left * 2
  const bottom = sheet.pageHeight - 26 * mm
  const body: Block = { face: 'sans', size: 10, width, leading: 16, colour: ink }
  let page = 1
  let y = top
  const foot = () => {
    const small = { face: 'sans', size: 8, colour: inkSoft } as const
    const number = `第 ${page} 页`
    sheet.line(small, paper.subtitle, left, sheet.pageHeight - 16 * mm)
    sheet.line(small, number, left + width - sheet.widthOf(small, number), sheet.pageHeight - 16 * mm)
  }
  const room = (height: number) => {
    if (y + Math.min(height, bottom - top) <= bottom) return
    foot()
    sheet.doc.addPage()
    page++
    y = top
  }
  /** A long text goes over pages line by line. */
  const write = (block: Block, text: string, x: number) => {
    for (const each of sheet.linesOf(block, text)) {
      room(block.leading)
      y = sheet.paragraph(block, each.text, x, y)
    }
  }

  y = sheet.paragraph({ face: 'serif-bold', size: 18, width, leading: 30, align: 'centre' }, paper.title, left, y)
  y = sheet.paragraph({ ...body, size: 9, colour: inkSoft, align: 'centre' }, paper.subtitle, left, y) + 8
  for (const section of paper.sections) {
    room(48)
    y += 8
    y = sheet.paragraph({ face: 'serif-bold', size: 13, width, leading: 22 }, section.title, left, y)
    sheet.doc.rect(left, y, width, 0.5).fill(inkSoft)
    y += 6
    for (const [name, value] of section.rows ?? []) {
      const text: Block = { ...body, width: width - nameWidth }
      room(body.leading)
      const [from, was] = [y, page]
      const label: Block = { ...body, width: nameWidth - 6, colour: inkSoft }
      if (sheet.heightOf(label, name) <= bottom - y) sheet.paragraph(label, name, left, from)
      write(text, value, left + nameWidth)
      if (page === was) y = Math.max(y, Math.min(from + sheet.heightOf(label, name), bottom))
    }
    for (const line of section.lines ?? []) write(body, line, left)
  }
  foot()
}
