import { useMutation } from '@tanstack/react-query'
import type { ReportView } from '@zhengtong/platform/support/credit/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { creditWords } from './words.ts'

/** 信用报告: says what for, and gets the sealed paper. */
export function Report({ partyId }: { partyId: string | undefined }) {
  const t = useWords(creditWords)
  const [purpose, setPurpose] = useState('')
  const [asked, setAsked] = useState(false)
  // One form is one report, however often the button is pressed.
  const [key] = useState(() => crypto.randomUUID())
  const make = useMutation({
    mutationFn: () =>
      request<ReportView>('/me/credit/reports', {
        ...{ method: 'POST', key },
        body: { purpose: purpose.trim(), ...(partyId ? { partyId } : {}) },
      }),
  })
  const short = purpose.trim().length < 2
  const frame = { id: 'report-purpose', ...(asked && short ? { error: t.need } : {}) }
  return (
    <Section title={t.report}>
      <p className="soft">{t.reportHelp}</p>
      {make.data ? (
        <Said tone="good" role="status">
          <p>{t.reportReady(make.data.number)}</p>
          <p>
            <a href={address(`/credentials/${make.data.id}/pdf`)} target="_blank" rel="noreferrer">
              {t.reportOpen}
            </a>
          </p>
        </Said>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
            if (!short) make.mutate()
          }}
        >
          {make.isError ? <TroubleSaid error={make.error} /> : null}
          <FieldFrame {...frame} frame="label" label={t.reportPurpose}>
            <input
              id={frame.id}
              className="input"
              maxLength={200}
              value={purpose}
              aria-invalid={frame.error ? true : undefined}
              aria-describedby={describedBy(frame)}
              onChange={({ target }) => setPurpose(target.value)}
            />
          </FieldFrame>
          <Acts>
            <Button type="submit" look="quiet" busy={make.isPending}>
              {t.reportMake}
            </Button>
          </Acts>
        </form>
      )}
    </Section>
  )
}
