import type { Seal, SealVerb } from '@zhengtong/platform/support/seals/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { words } from './words.ts'

/** One step of a seal's life, with its reason. */
export function SealDialog({ seal, verb, onClose }: { seal: Seal; verb: SealVerb; onClose: () => void }) {
  const w = useWords(words)
  const [custodian, setCustodian] = useState('')
  const handsOver = verb === 'hand-over'
  const nobody = handsOver && !custodian.trim()
  return (
    <ActDialog
      title={`${w.verb[verb]}：${seal.name}`}
      confirm={w.verb[verb]}
      back={w.back}
      danger={verb === 'destroy'}
      path={`/seals/${seal.id}/acts`}
      changes="seals"
      bodyOf={(reason) => ({ verb, reason, ...(handsOver ? { custodian: custodian.trim() } : {}) })}
      reason={{ label: w.reason, fault: w.need, least: 2, most: 500 }}
      ready={!nobody}
      onClose={onClose}
    >
      {(asked) => (
        <>
          {verb === 'destroy' && <p>{w.destroyHelp}</p>}
          {verb === 'make' && <p>{w.makeHelp}</p>}
          {handsOver && (
            <Field label={w.newCustodian} fault={asked && nobody ? w.need : undefined}>
              {(own) => (
                <Input
                  {...own}
                  maxLength={40}
                  value={custodian}
                  onChange={({ target }) => setCustodian(target.value)}
                />
              )}
            </Field>
          )}
        </>
      )}
    </ActDialog>
  )
}
