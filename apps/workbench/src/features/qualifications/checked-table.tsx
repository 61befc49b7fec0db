import type { CheckView } from '@zhengtong/platform/support/qualifications/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { StateWord } from '../../parts/state-word.tsx'
import { Answer, lights } from './answer.tsx'
import { words } from './words.ts'

/** What this office asked; each opens as it was answered then. */
export function CheckedTable({ rows }: { rows: CheckView[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const [open, setOpen] = useState<CheckView>()
  return (
    <>
      <table className="list list--cards">
        <caption className="unseen">{w.earlier}</caption>
        <thead>
          <tr>
            <th scope="col">{w.check}</th>
            <th scope="col">{w.subject}</th>
            <th scope="col">{w.result}</th>
            <th scope="col">{w.purpose}</th>
            <th scope="col">{w.at}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.id}>
              <th scope="row">
                <Button type="link" size="small" onClick={() => setOpen(each)}>
                  {pick(each.name, each.nameEn)}
                </Button>
              </th>
              <td>{each.subject}</td>
              <td>
                <StateWord tone={lights[each.answer]}>{w.answer[each.answer]}</StateWord>
              </td>
              <td className="wide">{each.purpose}</td>
              <td>{format.instant(each.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {open && (
        <Modal open width={860} title={pick(open.name, open.nameEn)} footer={null} onCancel={() => setOpen(undefined)}>
          <Answer of={open} />
        </Modal>
      )}
    </>
  )
}
