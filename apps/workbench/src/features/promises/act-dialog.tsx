import type { Promised, PromiseVerb } from '@zhengtong/platform/nets/service/promises/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { words } from './words.ts'

/** One act on a promise, with its reasons in writing. */
export function PromiseDialog(props: { promise: Promised; verb: PromiseVerb; onClose: () => void }) {
  const { promise, verb, onClose } = props
  const w = useWords(words)
  const [due, setDue] = useState('')
  const dayless = verb === 'rectify' && !due
  return (
    <ActDialog
      title={`${w.verb[verb]}：${promise.name}`}
      confirm={w.send}
      back={w.back}
      danger={verb === 'annul' || verb === 'find-false'}
      path={`/promises/${promise.id}/acts`}
      changes="promises"
      bodyOf={(reason) => ({ verb, reason, expectedVersion: promise.rowVersion, ...(due ? { due } : {}) })}
      done={w.sent}
      reason={{ label: w.reason, help: w.verbHelp[verb], fault: w.needReason, least: 5, most: 2000 }}
      ready={!dayless}
      onClose={onClose}
    >
      {(asked) => (
        <>
          <p>
            {promise.applicant} · {promise.check}
          </p>
          {verb === 'rectify' && (
            <Field label={w.last} fault={asked && dayless ? w.needDay : undefined}>
              {(own) => <Input {...own} type="date" value={due} onChange={({ target }) => setDue(target.value)} />}
            </Field>
          )}
        </>
      )}
    </ActDialog>
  )
}
