import type { AbnormalCase } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { unnoticed } from './case-list.tsx'
import { words } from './words.ts'

/** 发督办单: about which finding, what must be explained, and by when. `preferred` is the rule the list was filtered by. */
export function IssueDialog(props: { about: AbnormalCase; preferred: string | undefined; onClose: () => void }) {
  const { about, preferred, onClose } = props
  const w = useWords(words)
  const pick = usePick()
  const rules = unnoticed(about)
  const [rule, setRule] = useState((rules.find(({ key }) => key === preferred) ?? rules[0])?.key)
  const [answerDays, setAnswerDays] = useState<number | null>(null)
  return (
    <ActDialog
      title={`${w.issue} ${about.no}`}
      confirm={w.issue}
      back={w.back}
      path="/supervision-notices"
      changes="supervision"
      bodyOf={(demand) => ({ caseId: about.id, rule, demand, ...(answerDays ? { answerDays } : {}) })}
      done={w.issued}
      reason={{ label: w.demand, help: w.demandHelp, fault: w.few, least: 5, most: 2000 }}
      onClose={onClose}
    >
      {() => (
        <>
          <p>
            {about.department} · {about.itemName}
          </p>
          <Field label={w.rule}>
            {(own) => (
              <Select
                {...own}
                placeholder={w.rule}
                value={rule}
                options={rules.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))}
                onChange={setRule}
              />
            )}
          </Field>
          <Field label={w.answerDays} help={w.answerDaysHelp}>
            {(own) => (
              <InputNumber {...own} min={1} max={60} precision={0} value={answerDays} onChange={setAnswerDays} />
            )}
          </Field>
        </>
      )}
    </ActDialog>
  )
}
