import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { deflateRawSync } from 'node:zlib'
import { inTransaction } from '#ground/database/index.ts'
import { jobs } from '#ground/jobs.ts'
import { systemActor } from '#kernel/actor.ts'
import { completeCitizenId } from '#kernel/codes/citizen-id.ts'
import { zipOf } from '#kernel/zip.ts'
import { readTable } from '#support/tables/index.ts'
import { draft, licence, official, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import {
  createStockLicences,
  type StockImport,
  type StockLicences,
  type StockLine,
  stockLicencesModule,
} from './index.ts'

const decider = official('jdg', ['decider'])
const far = official('far', ['decider'], 'elsewhere')
const clerk = official('slg', ['intake'])

const head = '许可证编号,持证人,身份证号,发证日期,有效期至,名称,经营者,经营场所'
const person = (n: number) =>
  completeCitizenId(`110105199001${String((n % 28) + 1).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`)
const row = (n: number) =>
  `旧茶${n},测试${n},${person(n)},2024-03-05,2029-03-04,茶摊${n}（虚构）,测试${n},演示路 ${n} 号`

describe('stock licences', () => {
  let stage: Stage
  let stock: StockLicences
  const parties = new Map<string, { id: string; name: string }>()

  before(async () => {
    stage = await openStage([stockLicencesModule])
    stock = createStockLicences({
      ...stage,
      jobs,
      types: async () => [licence],
      typeOf: async () => licence,
      territory: async () => ({
        departmentWithin: (department, ancestor) => department === ancestor,
        divisionWithin: () => true,
      }),
      async holderOf(_realm, { name, id, kind }) {
        const party = parties.get(id) ?? { id: `party-${parties.size}`, name }
        parties.set(id, party)
        return party.name === name ? { partyId: party.id, idType: kind === 'natural' ? '111' : 'uscc' } : undefined
      },
    })
  })
  after(() => stage.close())

  const upload = (text: string | Buffer, actor = decider) =>
    stock.upload(actor, Readable.from([Buffer.from(text as string)]), { type: licence.key, fileName: '存量.csv' })
  async function bring(text: string | Buffer, trial = false): Promise<StockImport> {
    const { id, mapping } = await upload(text)
    await stock.begin(decider, id, { mapping, trial }, { queue: false })
    return stock.run(realm, id)
  }
  const lines = async (run: StockImport): Promise<StockLine[]> => (await stock.lines(decider, run.id, {})).items
  const counts = ({ issued, repaired, unchanged, refused }: StockImport) => [issued, repaired, unchanged, refused]

  it('are read under columns found by their names, tried, then issued with their own numbers and dates', async () => {
    const uploaded = await upload([head, row(1), row(2)].join('\n'))
    assert.equal(uploaded.of, 2)
    assert.deepEqual(uploaded.mapping['holder.id'], { column: '身份证号' })
    assert.deepEqual(uploaded.mapping['elements.keeper'], { column: '经营者' })
    const { id, mapping } = uploaded
    await stock.begin(decider, id, { mapping, trial: true }, { queue: false })
    const trial = await stock.run(realm, id)
    assert.deepEqual([trial.state, ...counts(trial)], ['checked', 2, 0, 0, 0])
    const none = await inTransaction(stage.db, (tx) => stage.credentials.numbered(tx, realm, licence.key, ['旧茶1']))
    assert.equal(none.size, 0)
    await stock.begin(decider, id, { mapping, trial: false }, { queue: false })
    const done = await stock.run(realm, id)
    assert.deepEqual([done.state, ...counts(done)], ['done', 2, 0, 0, 0])
    const [first] = await lines(done)
    const { credential } = await stage.credentials.get(decider, first!.credentialId!)
    assert.equal(credential.record.number, '旧茶1')
    assert.equal(credential.record.issued, '2024-03-05')
    assert.equal(credential.record.validTo, '2029-03-04')
    assert.equal((await stage.credentials.verifyCode(realm, credential.record.verifyCode)).genuine, true)
    assert.equal(first!.holder, '测*1')
  })

  it('imported again are unchanged, and a number that says something else is refused', async () => {
    const again = await bring([head, row(1), row(2), row(1).replace('演示路 1 号', '别处')].join('\n'))
    assert.deepEqual(counts(again), [0, 0, 2, 1])
    const other = await bring([head, row(2).replace('演示路 2 号', '别处')].join('\n'))
    assert.deepEqual(
      (await lines(other)).map(({ reason }) => reason),
      ['number-in-use'],
    )
  })

  it('are mended where nothing is guessed, and refused with the reason where it would be', async () => {
    const id = person(20)
    const mend = `旧茶 20,测试20,${id},2024年3月5日,2029/3/4,茶摊２０,测试20,路`
    const bad = [
      row(21).replace(person(21), '110105199001010000'),
      row(22).replace('2024-03-05', '2024-02-30'),
      row(23).replace('2029-03-04', '2025-03-04'),
      row(24).replace('测试24,演', '\u{20BB7}田,演'),
      row(1).replace('旧茶1', '旧茶25').replaceAll('测试1', '别人'),
      row(26).replace('旧茶26', ''),
      row(27).replace('2024-03-05', '2027-03-05'),
      `${row(28)},多,出`,
    ]
    const run = await bring([head, mend, ...bad].join('\n'))
    const said = await lines(run)
    assert.deepEqual(
      said.map(({ state, reason }) => reason ?? state),
      [
        'repaired',
        'holder-id-wrong',
        'date-wrong',
        'ended',
        'no-glyph',
        'holder-name-differs',
        'number-missing',
        'issued-later',
        'columns-differ',
      ],
    )
    assert.deepEqual(
      said[0]!.repairs.map(({ repair, to }) => `${repair} ${to}`),
      [
        'spaces-removed number',
        'date-rewritten issued',
        'date-rewritten validTo',
        'full-width-made-half elements.name',
      ],
    )
    assert.ok(!JSON.stringify(said).includes(person(22)), 'the report holds no ID number')
  })

  it('come as XLSX, JSON and CSV in GB 18030 alike', async () => {
    const cells = (text: string) => text.split(',')
    const table = [head, row(31)].map(cells)
    const [names, values] = table as [string[], string[]]
    const json = JSON.stringify([Object.fromEntries(names.map((name, i) => [name, values[i]]))], undefined, 1)
    const xlsx = await workbook(table.map((each) => each.map((cell) => (cell === '2024-03-05' ? 45_356 : cell))))
    const gb = Buffer.concat([Buffer.from('b1e0bac52cc3fbb3c60a', 'hex'), Buffer.from('31,a\n')])
    const read = async (bytes: Buffer) => {
      const found: unknown[] = []
      for await (const line of readTable(Readable.from([bytes]))) found.push(line)
      return found
    }
    assert.deepEqual(await read(gb), [{ line: 2, ok: true, cells: { 编号: '31', 名称: 'a' } }])
    const first = await bring(json)
    assert.deepEqual(counts(first), [1, 0, 0, 0])
    assert.deepEqual(counts(await bring(xlsx)), [0, 0, 1, 0])
  })

  it('pass over a number that the sequence of the type would give', async () => {
    const next = await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))
    const at = Number(next.number.slice(12, 18))
    const following = Array.from({ length: 3 }, (_, i) => at + 1 + i)
    const numbers = following.map((n) => withCheck(`CT2026441900${String(n).padStart(6, '0')}`))
    await bring([head, ...numbers.map((number, i) => row(40 + i).replace(`旧茶${40 + i}`, number))].join('\n'))
    const after = await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))
    assert.equal(Number(after.number.slice(12, 18)), at + 4)
  })

  it('go on after the last batch when cut off, and nothing is issued twice', async () => {
    const text = [head, ...Array.from({ length: 120 }, (_, i) => row(200 + i))].join('\n')
    const { id, mapping } = await upload(text)
    await stock.begin(decider, id, { mapping, trial: false }, { queue: false })
    const part = await stock.run(realm, id, { until: 0 })
    assert.deepEqual([part.state, part.issued], ['running', 50])
    const whole = await stock.run(realm, id)
    assert.deepEqual([whole.state, ...counts(whole)], ['done', 120, 0, 0, 0])
    assert.deepEqual(counts(await bring(text)), [0, 0, 120, 0])
  })

  it('are for who decides for the office alone', async () => {
    const { id } = await upload([head, row(90)].join('\n'))
    await assert.rejects(upload(head, clerk), { code: 'stock.forbidden' })
    await assert.rejects(
      stock.upload(decider, Readable.from([Buffer.from(head)]), {
        ...{ type: licence.key, fileName: '', departmentId: 'elsewhere' },
      }),
      { code: 'stock.forbidden' },
    )
    for (const other of [far, clerk]) {
      await assert.rejects(stock.get(other, id), { code: 'stock.missing' })
      await assert.rejects(stock.lines(other, id, {}), { code: 'stock.missing' })
      await assert.rejects(stock.begin(other, id, { mapping: {}, trial: true }), { code: 'stock.missing' })
    }
    assert.equal((await stock.list(far)).length, 0)
    await assert.rejects(stock.list(clerk), { code: 'stock.forbidden' })
  })

  it('say what the mapping lacks before anything is read', async () => {
    const { id } = await upload('甲,乙\n1,2')
    await assert.rejects(
      stock.begin(decider, id, { mapping: { number: { column: '丙' } }, trial: true }),
      (error: never) => {
        const { details } = error as { details: { faults: { pointer: string }[] } }
        const pointers = details.faults.map(({ pointer }) => pointer)
        assert.ok(pointers.includes('/mapping/number') && pointers.includes('/mapping/holder.id'))
        return true
      },
    )
    await assert.rejects(upload(''), { code: 'tables.not-a-table' })
    await assert.rejects(upload(Buffer.from('PK\u0003\u0004 broken')), { code: 'tables.not-a-table' })
  })

  it('of a hundred thousand lines are read in flat memory', async () => {
    async function* lines() {
      yield Buffer.from(`${head}\n`)
      for (let i = 0; i < 1000; i++)
        yield Buffer.from(Array.from({ length: 100 }, (_, k) => `${row(i * 100 + k)}\n`).join(''))
    }
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const held: number[] = []
    let read = 0
    for await (const _ of readTable(Readable.from(lines(), { objectMode: false }))) {
      if (++read !== 10_000 && read !== 100_000) continue
      collect()
      const { heapUsed, external } = process.memoryUsage()
      held.push(heapUsed + external)
    }
    assert.equal(read, 100_000)
    assert.ok(held[1]! - held[0]! < 8 * 1024 * 1024, `${held.join(' and then ')} bytes held`)
  })
})

function withCheck(number: string): string {
  let product = 10
  for (const digit of number.replace(/\D/g, '')) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return `${number}${(11 - product) % 10}`
}

/** A workbook as spreadsheets write it: packed parts, texts kept apart. */
async function workbook(table: (string | number)[][]): Promise<Buffer> {
  const texts = [...new Set(table.flat().filter((cell) => typeof cell === 'string'))]
  const cell = (value: string | number, column: number, line: number) => {
    const place = `${String.fromCharCode(65 + column)}${line}`
    return typeof value === 'number'
      ? `<c r="${place}" s="1"><v>${value}</v></c>`
      : `<c r="${place}" t="s"><v>${texts.indexOf(value)}</v></c>`
  }
  const rows = table.map(
    (cells, i) => `<row r="${i + 1}">${cells.map((each, k) => cell(each, k, i + 1)).join('')}</row>`,
  )
  const xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const parts = {
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst ${xmlns}>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet ${xmlns}><sheetData>${rows.join('')}</sheetData></worksheet>`,
  }
  return pack(parts)
}

/** The archive of `zipOf` holds files as they are; spreadsheets deflate theirs, so the head of each is rewritten. */
async function pack(parts: Record<string, string>): Promise<Buffer> {
  const entries = Object.entries(parts).map(([path, text]) => ({ path, bytes: deflateRawSync(text) }))
  const chunks: Uint8Array[] = []
  for await (const chunk of zipOf(entries, new Date('2026-01-01'))) chunks.push(chunk)
  const archive = Buffer.concat(chunks)
  for (let at = archive.indexOf('PK\u0001\u0002'); at >= 0; at = archive.indexOf('PK\u0001\u0002', at + 1))
    archive.writeUInt16LE(8, at + 10)
  return archive
}
