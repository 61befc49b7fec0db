import type { Division, DivisionWithPath } from '@zhengtong/platform/support/organisations/contract.ts'
import { useEffect, useState } from 'react'
import { request } from '../../api/request.ts'
import { defineWords, useWords } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'
import { useForm } from '../form-context.ts'

const words = defineWords(
  {
    choose: '请选择',
    county: '区县',
    township: '镇街',
    village: '村、社区',
    all: '到这一级为止',
    failed: '没有取到区划名单，请刷新再试。',
  },
  {
    choose: 'Choose',
    county: 'District',
    township: 'Town or subdistrict',
    village: 'Village or community',
    all: 'Stop at this level',
    failed: 'The list of divisions could not be fetched. Please reload.',
  },
)

/** A division, level by level below the city. The answer is the deepest one chosen, with 12 digits. */
export const division: FieldType = {
  frame: 'legend',
  Control: DivisionPicker,
  say: (value) => String(value),
  Shown: DivisionName,
}

function DivisionName({ value }: { value: unknown }) {
  const code = String(value).padEnd(12, '0')
  const [name, setName] = useState<string>()
  useEffect(() => {
    let stale = false
    request<DivisionWithPath>(`/divisions/${code}`)
      .then(({ division, path }) => {
        const names = [...path.filter((each) => each.code !== division.code), division].map((each) => each.name)
        if (!stale) setName(names.join(''))
      })
      // The code itself is still true when its name cannot be had.
      .catch(() => !stale && setName(code))
    return () => {
      stale = true
    }
  }, [code])
  return name ?? '…'
}

type Level = { options: Division[]; chosen: string }

function DivisionPicker({ view, id, value, onChange, describedBy, invalid }: ControlProps) {
  const t = useWords(words)
  const { rootDivision } = useForm()
  const [levels, setLevels] = useState<Level[]>([])
  const [failed, setFailed] = useState(false)
  const code = typeof value === 'string' ? value : undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: the levels are read once; later choices load their own
  useEffect(() => {
    let stale = false
    loadLevels(rootDivision, code)
      .then((loaded) => !stale && setLevels(loaded))
      .catch(() => !stale && setFailed(true))
    return () => {
      stale = true
    }
  }, [rootDivision])

  const choose = async (depth: number, chosen: string) => {
    const kept = levels.slice(0, depth + 1).map((level, at) => (at === depth ? { ...level, chosen } : level))
    setLevels(kept)
    onChange(chosen || levels[depth - 1]?.chosen || undefined)
    if (!chosen) return
    const below = await childrenOf(chosen).catch(() => [])
    if (below.length > 0) setLevels([...kept, { options: below, chosen: '' }])
  }
  if (failed) return <p role="alert">{t.failed}</p>
  return (
    <div className="stack-8">
      {levels.map((level, depth) => {
        const kind = level.options[0]?.level
        const label = kind === 'township' || kind === 'village' ? t[kind] : t.county
        return (
          <div key={level.options[0]?.code ?? depth}>
            <label htmlFor={depth === 0 ? id : `${id}-${depth}`}>{label}</label>
            <select
              className="input"
              id={depth === 0 ? id : `${id}-${depth}`}
              value={level.chosen}
              aria-required={view.required || undefined}
              aria-invalid={invalid || undefined}
              aria-describedby={describedBy}
              onChange={({ target }) => void choose(depth, target.value)}
            >
              <option value="">{depth === 0 ? t.choose : t.all}</option>
              {level.options.map((option) => (
                <option key={option.code} value={option.code}>
                  {option.name}
                </option>
              ))}
            </select>
          </div>
        )
      })}
    </div>
  )
}

async function childrenOf(parent: string): Promise<Division[]> {
  return (await request<{ items: Division[] }>('/divisions', { query: { parent, limit: 500 } })).items
}

async function loadLevels(root: string, code: string | undefined): Promise<Level[]> {
  const path = code ? (await request<DivisionWithPath>(`/divisions/${code.padEnd(12, '0')}`)).path : []
  const own = code ? [...path.map((each) => each.code), code.padEnd(12, '0')] : []
  const below = own.slice(own.indexOf(root) + 1).filter((each, at, all) => all.indexOf(each) === at)
  const levels: Level[] = []
  for (const [parent, chosen] of pairs([root, ...(own.includes(root) ? below : [])])) {
    const options = await childrenOf(parent)
    if (options.length > 0) levels.push({ options, chosen: chosen ?? '' })
  }
  return levels
}

function pairs(codes: string[]): [string, string | undefined][] {
  return codes.map((code, at) => [code, codes[at + 1]])
}
