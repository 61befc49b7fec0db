import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox, Input, Select } from 'antd'
import { type ElementRow, elementsOf, type LicenceType, nextKey, withElements } from './credential-model.ts'
import { words } from './words.ts'

const types = ['string', 'integer', 'number', 'array'] as const

/** The elements of a licence: what each is called, what it holds, who sees it. */
export function ElementRows({ type, onPut }: { type: LicenceType; onPut: (type: LicenceType) => void }) {
  const w = useWords(words)
  const rows = elementsOf(type)
  const put = (next: readonly ElementRow[]) => onPut(withElements(type, next))
  const set = (at: number, change: Partial<ElementRow>) =>
    put(rows.map((row, index) => (index === at ? { ...row, ...change } : row)))
  const raise = (at: number) => {
    const next = [...rows]
    next.splice(at - 1, 0, ...next.splice(at, 1))
    put(next)
  }
  return (
    <section className="flow" aria-labelledby="elements">
      <h2 id="elements" tabIndex={-1}>
        {w.elements}
      </h2>
      {rows.map((row, index) => {
        const no = index + 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys change while they are typed
          <div key={index} className="designer-input element-row">
            <Input
              aria-label={w.elementName(no)}
              value={row.title}
              onChange={({ target }) => set(index, { title: target.value })}
            />
            <Input
              aria-label={w.elementEn(no)}
              value={row.titleEn}
              onChange={({ target }) => set(index, { titleEn: target.value })}
            />
            <Input
              aria-label={w.elementKey(no)}
              value={row.key}
              onChange={({ target }) => {
                const key = target.value
                if (!rows.some((each, at) => at !== index && each.key === key)) set(index, { key })
              }}
            />
            <Select
              aria-label={w.elementType(no)}
              value={row.type}
              options={types.map((value) => ({ value, label: w.typeWord[value] }))}
              onChange={(value) => set(index, { type: value })}
            />
            <div className="line-row line-row--wrap element-row-more">
              {(['required', 'isPublic', 'onFace'] as const).map((flag) => (
                <Checkbox
                  key={flag}
                  aria-label={`${w.element(no)} ${w[flag]}`}
                  checked={row[flag]}
                  onChange={({ target }) => set(index, { [flag]: target.checked })}
                >
                  {w[flag]}
                </Checkbox>
              ))}
              <Button
                size="small"
                aria-label={`${w.up} ${w.element(no)}`}
                disabled={index === 0}
                onClick={() => raise(index)}
              >
                {w.up}
              </Button>
              <Button
                size="small"
                aria-label={`${w.remove} ${w.element(no)}`}
                disabled={rows.length < 2}
                onClick={() => put(rows.filter((_, at) => at !== index))}
              >
                {w.remove}
              </Button>
            </div>
          </div>
        )
      })}
      <Button
        onClick={() =>
          put([
            ...rows,
            {
              ...{ key: nextKey(rows), title: w.element(rows.length + 1), titleEn: `Element ${rows.length + 1}` },
              ...{ type: 'string', required: false, isPublic: false, onFace: true },
            },
          ])
        }
      >
        {w.addElement}
      </Button>
    </section>
  )
}
