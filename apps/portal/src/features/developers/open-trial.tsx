import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useOpenTrial } from './program-queries.ts'
import { programWords } from './program-words.ts'
import { capabilitiesQuery } from './queries.ts'
import { Refused } from './refused.tsx'

type Given = { name: string; purpose: string; capabilities: string[] }
const least = { name: 2, purpose: 4, capabilities: 1 } as const

/** Opens a program to try things out with, in the sandbox. */
export function OpenTrial() {
  const t = useWords(programWords)
  const navigate = useNavigate()
  const open = useOpenTrial()
  const [given, setGiven] = useState<Given>({ name: '', purpose: '', capabilities: [] })
  const [attempt, setAttempt] = useState(0)
  const clean = { ...given, name: given.name.trim(), purpose: given.purpose.trim() }
  const said = { name: t.needName, purpose: t.needPurpose, capabilities: t.needCapabilities }
  const faults = (['name', 'purpose', 'capabilities'] as const).filter((each) => clean[each].length < least[each])
  const errorOf = (each: keyof Given) => (attempt > 0 && faults.includes(each) ? { error: said[each] } : {})
  const submit = () => {
    setAttempt(attempt + 1)
    if (faults.length > 0 || open.isPending) return
    open.mutate(clean, {
      onSuccess: ({ id }) => void navigate({ to: '/developers/programs/$id', params: { id } }),
    })
  }
  const name = { id: 'trial-name', help: t.nameHelp, ...errorOf('name') }
  const purpose = { id: 'trial-purpose', help: t.purposeHelp, ...errorOf('purpose') }
  return (
    <Section title={t.openTrial}>
      <p className="soft">{t.trialHelp}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {attempt > 0 && faults.length > 0 ? (
          <ErrorSummary
            attempt={attempt}
            lines={faults.map((key) => ({
              key: `trial-${key}`,
              detail: said[key],
              onGo: () => document.getElementById(`trial-${key}`)?.focus(),
            }))}
          />
        ) : null}
        <Refused error={open.error} />
        <FieldFrame {...name} frame="label" label={t.name}>
          <input
            id={name.id}
            className="input"
            maxLength={60}
            value={given.name}
            aria-invalid={name.error ? true : undefined}
            aria-describedby={describedBy(name)}
            onChange={({ target }) => setGiven({ ...given, name: target.value })}
          />
        </FieldFrame>
        <FieldFrame {...purpose} frame="label" label={t.purpose}>
          <textarea
            id={purpose.id}
            className="input"
            maxLength={300}
            value={given.purpose}
            aria-invalid={purpose.error ? true : undefined}
            aria-describedby={describedBy(purpose)}
            onChange={({ target }) => setGiven({ ...given, purpose: target.value })}
          />
        </FieldFrame>
        <FieldFrame id="trial-capabilities" frame="legend" label={t.capabilities} {...errorOf('capabilities')}>
          <Chosen chosen={given.capabilities} onChange={(capabilities) => setGiven({ ...given, capabilities })} />
        </FieldFrame>
        <Acts>
          <Button type="submit" busy={open.isPending}>
            {t.open}
          </Button>
        </Acts>
      </form>
    </Section>
  )
}

function Chosen({ chosen, onChange }: { chosen: string[]; onChange: (chosen: string[]) => void }) {
  const pick = usePick()
  const query = useQuery(capabilitiesQuery)
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const open = query.data.filter(({ forPrograms }) => forPrograms)
  return (
    <div className="choices--two">
      {open.map(({ key, name, nameEn }, index) => (
        <Choice
          key={key}
          type="checkbox"
          {...(index === 0 ? { id: 'trial-capabilities' } : {})}
          checked={chosen.includes(key)}
          onChange={({ target }) => onChange(target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))}
        >
          {pick(name, nameEn)}
        </Choice>
      ))}
    </div>
  )
}
