import { choicesOf, type SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { words } from './words.ts'

/** A code list: what people choose from, and the code that is kept. */
export function ChoicesEditor({ node, onChange }: { node: SchemaNode; onChange: (node: SchemaNode) => void }) {
  const w = useWords(words)
  const choices = choicesOf(node) ?? []
  const put = (next: typeof choices) => {
    const { enum: _, ...rest } = node
    onChange({
      ...rest,
      oneOf: next.map(({ value, title, titleEn }) => ({ const: value, title, 'x-ui': { en: titleEn } })),
    })
  }
  const set = (at: number, change: Partial<(typeof choices)[number]>) =>
    put(choices.map((each, index) => (index === at ? { ...each, ...change } : each)))
  return (
    <fieldset className="plain flow">
      <legend>{w.choices}</legend>
      {choices.map(({ value, title, titleEn }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: codes may be the same while they are typed
        <div key={index} className="designer-input choice-row">
          <Input
            aria-label={w.choice(index + 1)}
            value={title}
            onChange={({ target }) => set(index, { title: target.value })}
          />
          <Input
            aria-label={w.choiceEn(index + 1)}
            value={titleEn}
            onChange={({ target }) => set(index, { titleEn: target.value })}
          />
          <Input
            aria-label={w.choiceCode(index + 1)}
            value={String(value)}
            onChange={({ target }) => set(index, { value: target.value })}
          />
          <Button
            size="small"
            aria-label={`${w.remove} ${w.choice(index + 1)}`}
            disabled={choices.length < 2}
            onClick={() => put(choices.filter((_, at) => at !== index))}
          >
            {w.remove}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => {
          const no = choices.length + 1
          put([...choices, { value: `c${no}`, title: w.choice(no), titleEn: `Choice ${no}` }])
        }}
      >
        {w.addChoice}
      </Button>
    </fieldset>
  )
}
