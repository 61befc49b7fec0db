import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { type Ask, expectStatus, signInAll } from '../client.ts'

const wanted = 10_000
const realFile = fileURLToPath(
  new URL('../../../shared/data/service-items/guangdong-zwfw-items.open.jsonl.gz', import.meta.url),
)

type Row = Record<string, unknown> & { TASK_CODE: string; TASK_NAME: string }

/** Sees to it that the city has 10,000 items: the real catalogue under other codes, or invented items where it is absent. */
export async function loadCatalogue(ask: Ask, pool: pg.Pool): Promise<{ items: number; isReal: boolean }> {
  const count = async () => (await pool.query('select count(*)::int as n from items.search_entry')).rows[0].n as number
  const isReal = existsSync(realFile)
  if ((await count()) < wanted) {
    const rows = isReal ? copies(await readReal()) : invented()
    await importRows(ask, rows)
    await pool.query('analyze')
  }
  return { items: await count(), isReal }
}

async function readReal(): Promise<Row[]> {
  const text = gunzipSync(await readFile(realFile)).toString('utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
}

/** The same items in other places' names: in the code, the two digits that begin its catalogue part. */
function copies(rows: Row[]): Row[] {
  const times = Math.ceil(wanted / rows.length)
  return Array.from({ length: times }, (_, copy) =>
    rows.map((row) => {
      const { TASK_CODE: code } = row
      return {
        ...row,
        TASK_CODE: `${code.slice(0, 19)}${90 + copy}${code.slice(21)}`,
        TASK_NAME: `${row.TASK_NAME}（副本${copy + 1}）`,
      }
    }),
  ).flat()
}

/** Items in the same shape, visibly invented. */
function invented(): Row[] {
  const things = [
    '食品',
    '药品',
    '社会保险',
    '建设工程',
    '道路运输',
    '出版物',
    '医疗机构',
    '旅行社',
    '职业技能',
    '房屋',
  ]
  const acts = ['经营许可', '生产许可', '登记', '备案', '变更', '注销', '延续', '补发', '确认', '检查']
  return Array.from({ length: wanted }, (_, i) => ({
    TASK_CODE: `11440000006939756B2${String(i).padStart(12, '0')}`,
    TASK_NAME: `${things[i % 10]}${acts[Math.floor(i / 10) % 10]}（示例${i}）`,
    TASK_TYPE_TEXT: '行政许可',
    DEPT_NAME: `示例${things[i % 10]}局`,
    service_object_name: ['自然人'],
  }))
}

async function importRows(ask: Ask, rows: Row[]): Promise<void> {
  const [token = ''] = await signInAll(ask, ['item'])
  const text = rows.map((row) => JSON.stringify(row)).join('\n')
  const started = await ask('POST', '/api/v1/item-imports?source=guangdong', { token, text })
  const { id } = expectStatus(started, 202) as { id: string }
  for (;;) {
    const run = expectStatus(await ask('GET', `/api/v1/item-imports/${id}`, { token }), 200) as {
      state: string
      problem?: string
    }
    if (run.state === 'done') return
    if (run.state === 'failed') throw new Error(`The import failed: ${run.problem}`)
    await sleep(250)
  }
}
