import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type CodeUse,
  codeUses,
  type ScannedCode,
  type ShownCredential,
} from '@zhengtong/platform/support/city-codes/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { scanCode } from '../features/codes/queries.ts'
import { codeWords } from '../features/codes/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/verify/code/$code')

/** What the QR of a city code opens. The scan is taken by a button, so that a preview of the address takes none. */
export function ScannedPage() {
  const { code } = route.useParams()
  const t = useWords(codeWords)
  const me = useMe()
  const staff = me.data?.actor.kind === 'official'
  const [chosen, setUse] = useState<CodeUse>()
  const [place, setPlace] = useState('')
  const scan = useMutation({ mutationFn: scanCode })
  if (me.isPending) return <Skeleton blocks={2} />
  const use = chosen ?? (staff ? 'service' : 'partner')
  return (
    <>
      <Crumbs here={t.scanTitle} />
      <div className="reading stack">
        {scan.data ? (
          <Result scanned={scan.data} />
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              scan.mutate({ code, use, ...(place.trim() ? { place: place.trim() } : {}) })
            }}
          >
            <PageTitle>{t.scanTitle}</PageTitle>
            {scan.isError ? <TroubleSaid error={scan.error} /> : null}
            <FieldFrame id="use" frame="label" label={t.scanUse}>
              <select className="input" id="use" value={use} onChange={({ target }) => setUse(knownUse(target.value))}>
                {codeUses.map((each) => (
                  <option key={each} value={each}>
                    {t.use[each]}
                  </option>
                ))}
              </select>
            </FieldFrame>
            {staff ? (
              <FieldFrame id="place" frame="label" label={t.scanPlace} help={t.scanStaff}>
                <input
                  className="input"
                  id="place"
                  maxLength={60}
                  value={place}
                  onChange={({ target }) => setPlace(target.value)}
                />
              </FieldFrame>
            ) : null}
            <Acts>
              <Button type="submit" big busy={scan.isPending}>
                {t.scan}
              </Button>
            </Acts>
          </form>
        )}
      </div>
    </>
  )
}

const knownUse = (text: string) => codeUses.find((each) => each === text)

function Result({ scanned }: { scanned: ScannedCode }) {
  const t = useWords(codeWords)
  const { of, holder, number, title, credentials, credit } = scanned
  return (
    <>
      <StateMark tone="good">
        {of === 'person' ? t.ofPerson : of === 'firm' ? t.ofFirm : t.ofCard(title ?? '')}
      </StateMark>
      <PageTitle>{holder}</PageTitle>
      <Facts
        rows={[
          number ? [of === 'firm' ? t.uscc : t.number, number] : undefined,
          credit ? [t.credit, `${t.red(credit.red)} · ${t.black(credit.black)}`] : undefined,
        ]}
      />
      {of === 'person' ? null : (
        <Section title={t.licences}>
          {credentials.length === 0 ? <p>{t.noLicences}</p> : null}
          <ul className="rows">
            {credentials.map((each, i) => (
              <Shown key={`${each.name} ${each.number ?? i}`} shown={each} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Shown({ shown }: { shown: ShownCredential }) {
  const t = useWords(codeWords)
  const pick = usePick()
  const { name, nameEn, number, issuer, validTo, fields, genuine, status } = shown
  const good = genuine && status === 'valid'
  return (
    <li className="stack-8">
      <div className="row row--wrap">
        <b>{pick(name, nameEn)}</b>
        {number ? <span className="soft">{number}</span> : null}
        <StateMark tone={good ? 'good' : 'danger'}>{good ? t.genuine : genuine ? t.notValid : t.notGenuine}</StateMark>
      </div>
      <Facts
        rows={[
          ...fields.map(({ title, value }) => [title, value] as const),
          [t.issuer, issuer],
          validTo ? [t.validTo, validTo] : undefined,
        ]}
      />
    </li>
  )
}
