import type { InfoItem } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { words } from './words.ts'

const types = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'] as const
const pis = ['none', 'general', 'sensitive'] as const
export const blankItem: InfoItem = { key: '', name: '', type: 'text', class: 'other', grade: 1, pi: 'none' }

/** 信息项, one below the other. */
export function ItemEditor({ items, onChange }: { items: InfoItem[]; onChange: (items: InfoItem[]) => void }) {
  const w = useWords(words)
  const put = (at: number, part: Partial<InfoItem>) =>
    onChange(items.map((item, i) => (i === at ? { ...item, ...part } : item)))
  return (
    <div className="flow">
      {items.map((item, at) => {
        const label = (name: string) => `${name} ${at + 1}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place; its key is being typed
          <div key={at} className="line-row line-row--wrap">
            <Input
              aria-label={label(w.itemName)}
              placeholder={w.itemName}
              style={{ width: 170 }}
              maxLength={60}
              value={item.name}
              onChange={({ target }) => put(at, { name: target.value })}
            />
            <Input
              aria-label={label(w.itemKey)}
              placeholder={w.itemKey}
              style={{ width: 150 }}
              maxLength={60}
              value={item.key}
              onChange={({ target }) => put(at, { key: target.value })}
            />
            <Select
              aria-label={label(w.itemType)}
              style={{ width: 90 }}
              value={item.type}
              options={types.map((value) => ({ value, label: w.typeWord[value] }))}
              onChange={(type) => put(at, { type })}
            />
            <Select
              aria-label={label(w.grade)}
              style={{ width: 150 }}
              value={item.grade}
              options={[1, 2, 3, 4].map((value) => ({ value, label: w.gradeWord[String(value)] }))}
              onChange={(grade) => put(at, { grade })}
            />
            <Select
              aria-label={label(w.pi)}
              style={{ width: 150 }}
              value={item.pi}
              prefix={<span className="soft">{w.pi}</span>}
              options={pis.map((value) => ({ value, label: w.piWord[value] }))}
              onChange={(pi) => put(at, { pi })}
            />
            <Button aria-label={label(w.remove)} onClick={() => onChange(items.filter((_, i) => i !== at))}>
              {w.remove}
            </Button>
          </div>
        )
      })}
      <Button onClick={() => onChange([...items, blankItem])}>{w.addItem}</Button>
    </div>
  )
}
