import type { Demand, DemandAct, Verb } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { words } from './words.ts'

/** One act on a demand, with its reasons and what it needs beside them. */
export function VerbDialog({ demand, verb, onClose }: { demand: Demand; verb: Verb; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const [shareType, setShareType] = useState<'unconditional' | 'conditional'>('conditional')
  const [text, setText] = useState('')
  const [fields, setFields] = useState(demand.fields.map(({ key }) => key))
  const [plain, setPlain] = useState<string[]>([])
  const gives = verb === 'grant' || verb === 'rule-grant'
  const says = verb === 'refuse' ? 'basis' : verb === 'offer' ? 'alternative' : undefined
  const body = (note: string): DemandAct => ({
    ...{ verb, note },
    ...(verb === 'pass' ? { shareType } : {}),
    ...(says ? { [says]: text.trim() } : {}),
    ...(gives ? { fields, plain: plain.filter((key) => fields.includes(key)) } : {}),
  })
  const named = demand.fields.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))
  return (
    <ActDialog
      title={`${w.verb[verb]} ${demand.no}`}
      confirm={w.send}
      back={w.back}
      danger={['refuse', 'rule-refuse', 'suspend', 'revoke'].includes(verb)}
      path={`/sharing/demands/${demand.id}/acts`}
      changes="demands"
      bodyOf={body}
      done={w.done}
      reason={{ label: w.reason, help: w.help[verb] ?? '', fault: w.needReason, least: 2, most: 500 }}
      ready={(!says || text.trim().length > 1) && (!gives || fields.length > 0)}
      onClose={onClose}
    >
      {(asked) => (
        <>
          {verb === 'pass' && (
            <Field label={w.shareType}>
              {(own) => (
                <Select
                  {...own}
                  style={{ width: '100%' }}
                  value={shareType}
                  options={(['unconditional', 'conditional'] as const).map((value) => ({
                    value,
                    label: w.shareTypeWord[value],
                  }))}
                  onChange={setShareType}
                />
              )}
            </Field>
          )}
          {says && (
            <Field
              label={says === 'basis' ? w.refusalBasis : w.alternative}
              fault={asked && text.trim().length < 2 ? w.need : undefined}
            >
              {(own) => (
                <Input {...own} maxLength={300} value={text} onChange={({ target }) => setText(target.value)} />
              )}
            </Field>
          )}
          {gives && (
            <>
              <fieldset className="entry">
                <legend>{w.fields}</legend>
                <Checkbox.Group value={fields} onChange={(next) => setFields(next.map(String))} options={named} />
                {asked && fields.length === 0 && <p className="entry-says light--red">{w.need}</p>}
              </fieldset>
              <fieldset className="entry">
                <legend>{w.plain}</legend>
                <Checkbox.Group
                  value={plain}
                  onChange={(next) => setPlain(next.map(String))}
                  options={named.filter(({ value }) => fields.includes(value))}
                />
              </fieldset>
            </>
          )}
        </>
      )}
    </ActDialog>
  )
}
