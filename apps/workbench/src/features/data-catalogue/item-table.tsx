import type { InfoItem } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Grade } from '../registers/grade.tsx'
import { words } from './words.ts'

/** 信息项 with type, grade and kind of personal information. */
export function ItemTable({ items }: { items: readonly InfoItem[] }) {
  const w = useWords(words)
  const pick = usePick()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.items}</caption>
      <thead>
        <tr>
          <th scope="col">{w.itemName}</th>
          <th scope="col">{w.itemKey}</th>
          <th scope="col">{w.itemType}</th>
          <th scope="col">{w.grade}</th>
          <th scope="col">{w.pi}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key}>
            <th scope="row">{pick(item.name, item.nameEn ?? item.name)}</th>
            <td className="soft">{item.key}</td>
            <td>{w.typeWord[item.type]}</td>
            <td>
              <Grade of={item.grade} />
            </td>
            <td className="spare">{w.piWord[item.pi]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
