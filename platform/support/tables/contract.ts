/** Columns of a file go no further than a person's eye can follow. */
export const mostColumns = 200

/** Why a line of a table is none. */
export type TableReason = 'line-unreadable' | 'columns-differ'

export const problems = {
  'tables.not-a-table': {
    zh: '读不出表格。请上传 CSV、XLSX，或由对象组成的 JSON，第一行是列名。',
    en: 'No table can be read. Send CSV, XLSX or JSON of objects, with the names of columns first.',
  },
  'tables.too-large': {
    zh: '表格太大，读不下。请另存为 CSV，或分成几个文件。',
    en: 'The table is too large. Save it as CSV, or split it into several files.',
  },
  'tables.bad-encoding': {
    zh: '文件里有既不是 UTF-8 也不是 GB 18030 的字节，或者中途换了编码。请另存为 UTF-8 后再上传。',
    en: 'The file holds bytes that are neither UTF-8 nor GB 18030, or changes its encoding. Save it as UTF-8 and send it again.',
  },
  'tables.long-line': {
    zh: '有一行超过 1 MB，多半是引号没有配对。没有读入任何内容。',
    en: 'A line is over 1 MB, most likely for a quotation mark without its pair. Nothing was read in.',
  },
  'tables.old-excel': {
    zh: '这是旧的 Excel 97–2003 格式（.xls）。请另存为 .xlsx 或 CSV。',
    en: 'This is the old Excel 97–2003 format (.xls). Save it as .xlsx or CSV.',
  },
}
