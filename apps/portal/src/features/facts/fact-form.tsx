import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FactCertificateLine, GivenFact } from '@zhengtong/platform/support/fact-certificates/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { credentialsQuery } from '../credentials/queries.ts'
import { useMe } from '../sessions/queries.ts'
import { askForFact } from './queries.ts'
import { factWords } from './words.ts'

/** For what and for whom; then the certificate, at once. */
export function FactForm({ of }: { of: FactCertificateLine }) {
  const t = useWords(factWords)
  const client = useQueryClient()
  const me = useMe()
  const [said, setSaid] = useState({ purpose: '', receiver: '' })
  const [asked, setAsked] = useState(false)
  const [once, setOnce] = useState(newKey)
  const firms = (me.data?.mayActFor ?? []).filter(({ kind }) => kind === 'legal')
  const [firm, setFirm] = useState('')
  const make = useMutation({
    mutationFn: askForFact,
    onSuccess: () => {
      setOnce(newKey())
      return client.invalidateQueries({ queryKey: credentialsQuery.queryKey })
    },
  })
  if (make.data) return <Given given={make.data} onAgain={make.reset} />
  const legal = of.audience === 'legal'
  const about = firm || firms[0]?.partyId
  const short = (field: keyof typeof said) => said[field].trim().length < 2
  const send = () => {
    setAsked(true)
    if (short('purpose') || short('receiver')) return
    const { purpose, receiver } = said
    const more = legal && about ? { onBehalfOf: about } : {}
    make.mutate({ which: of.key, once, purpose: purpose.trim(), receiver: receiver.trim(), ...more })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!make.isPending) send()
      }}
    >
      {make.isError ? <TroubleSaid error={make.error} /> : null}
      {legal && firms.length > 0 ? (
        <FieldFrame id={`${of.key}-whose`} frame="label" label={t.whose}>
          <select
            className="input"
            id={`${of.key}-whose`}
            value={about}
            onChange={({ target }) => setFirm(target.value)}
          >
            {firms.map(({ partyId, name }) => (
              <option key={partyId} value={partyId}>
                {name}
              </option>
            ))}
          </select>
        </FieldFrame>
      ) : null}
      {(['purpose', 'receiver'] as const).map((field) => {
        const id = `${of.key}-${field}`
        const error = asked && short(field) ? t.need : undefined
        return (
          <FieldFrame
            key={field}
            id={id}
            frame="label"
            label={t[field]}
            help={t[`${field}Help`]}
            {...(error ? { error } : {})}
          >
            <input
              className="input"
              id={id}
              maxLength={100}
              value={said[field]}
              aria-invalid={error ? true : undefined}
              aria-describedby={`${id}-help${error ? ` ${id}-error` : ''}`}
              onChange={({ target }) => {
                setSaid({ ...said, [field]: target.value })
                setOnce(newKey())
              }}
            />
          </FieldFrame>
        )
      })}
      <Acts>
        <Button type="submit" busy={make.isPending}>
          {t.make}
        </Button>
      </Acts>
    </form>
  )
}

function Given({ given, onAgain }: { given: GivenFact; onAgain: () => void }) {
  const t = useWords(factWords)
  return (
    <div className="stack" role="status">
      <h3>{t.madeTitle}</h3>
      <p>{t.made(given.name, given.number)}</p>
      {given.found ? null : <p>{t.absent}</p>}
      <p className="soft">{t.code(given.verifyCode)}</p>
      <Acts>
        <a className="btn" href={address(`/credentials/${given.credentialId}/pdf`)} download>
          {t.download}
        </a>
        <Link className="btn btn--quiet" to="/verify/$code" params={{ code: given.verifyCode }}>
          {t.check}
        </Link>
        <Button look="quiet" onClick={onAgain}>
          {t.again}
        </Button>
      </Acts>
    </div>
  )
}
