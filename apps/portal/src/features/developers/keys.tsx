import type { KeyAlgorithm, ProgramKey, ProgramPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import { useAddKey, useMakeSecret, useRevokeKey } from './program-queries.ts'
import { programWords } from './program-words.ts'
import { Refused } from './refused.tsx'
import { ShownOnce } from './shown-once.tsx'
import { SureButton } from './sure.tsx'

/** Client credentials for tokens: made, and made anew. */
export function TokenSecret({ program }: { program: ProgramPage }) {
  const t = useWords(programWords)
  const make = useMakeSecret(program.id)
  const { clientId, closedAt } = program
  return (
    <Section title={t.secret} className="stack">
      <Refused error={make.error} />
      {make.data ? (
        <ShownOnce
          key={make.data.secret}
          rows={(['issuer', 'clientId', 'secret', 'scope'] as const).map((name) => [
            t.secretRows[name],
            make.data[name],
          ])}
        />
      ) : null}
      <p>{clientId ? t.clientId(clientId) : t.noSecret}</p>
      {closedAt ? null : clientId ? (
        <SureButton
          title={t.renewTitle}
          text={t.renewText}
          confirm={t.confirmRenew}
          busy={make.isPending}
          onSure={() => make.mutate(undefined)}
        >
          {t.renewSecret}
        </SureButton>
      ) : (
        <Button look="quiet" busy={make.isPending} onClick={() => make.mutate(undefined)}>
          {t.makeSecret}
        </Button>
      )}
    </Section>
  )
}

/** Keys that requests are signed with. */
export function SigningKeys({ program }: { program: ProgramPage }) {
  const t = useWords(programWords)
  const revoke = useRevokeKey(program.id)
  return (
    <Section title={t.keys} className="stack">
      <Refused error={revoke.error} />
      {program.keys.length === 0 ? <p>{t.noKeys}</p> : null}
      {program.keys.length > 0 ? (
        <ul className="rows">
          {program.keys.map((key) => (
            <KeyRow key={key.id} of={key}>
              {key.revokedAt ? null : (
                <SureButton
                  title={t.revokeTitle(key.id)}
                  text={t.revokeText}
                  confirm={t.confirm}
                  busy={revoke.isPending}
                  onSure={() => revoke.mutate(key.id)}
                >
                  {t.revoke} <span className="unseen">{key.id}</span>
                </SureButton>
              )}
            </KeyRow>
          ))}
        </ul>
      ) : null}
      {program.closedAt ? null : <AddKey programId={program.id} />}
    </Section>
  )
}

function KeyRow({ of: key, children }: { of: ProgramKey; children: ReactNode }) {
  const t = useWords(programWords)
  const format = useFormat()
  return (
    <li className="demo-person">
      <div>
        <code>{key.id}</code>
        <p className="soft">
          {key.algorithm} · {t.madeAt(format.day(key.madeAt))}
          {key.revokedAt ? ` · ${t.revokedAt(format.day(key.revokedAt))}` : ''}
        </p>
      </div>
      {children}
    </li>
  )
}

const algorithms = ['hmac-sha256', 'ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512', 'sm2-sm3'] as const

function AddKey({ programId }: { programId: string }) {
  const t = useWords(programWords)
  const add = useAddKey(programId)
  const [algorithm, setAlgorithm] = useState<KeyAlgorithm>('hmac-sha256')
  const [publicKey, setPublicKey] = useState('')
  const [tried, setTried] = useState(false)
  const ours = algorithm === 'hmac-sha256'
  const pem = publicKey.trim()
  const field = {
    id: 'key-pem',
    help: t.publicKeyHelp,
    ...(tried && !pem ? { error: t.needPublicKey } : {}),
  }
  const submit = () => {
    setTried(true)
    if (!ours && !pem) return document.getElementById(field.id)?.focus()
    add.mutate(
      { algorithm, ...(ours ? {} : { publicKey: pem }) },
      {
        onSuccess: () => {
          setPublicKey('')
          setTried(false)
        },
      },
    )
  }
  return (
    <form
      className="stack"
      aria-label={t.addKey}
      onSubmit={(event) => {
        event.preventDefault()
        if (!add.isPending) submit()
      }}
    >
      <h3>{t.addKey}</h3>
      <Refused error={add.error} />
      {add.data?.secret ? (
        <ShownOnce
          key={add.data.key.id}
          rows={[
            [t.secretRows.keyId, add.data.key.id],
            [t.secretRows.secret, add.data.secret],
          ]}
        />
      ) : add.data ? (
        <Said tone="good" role="status">
          <p>{t.added(add.data.key.id)}</p>
        </Said>
      ) : null}
      <FieldFrame id="key-algorithm" frame="label" label={t.algorithm}>
        <select
          id="key-algorithm"
          className="input"
          value={algorithm}
          onChange={({ target }) => setAlgorithm(target.value as KeyAlgorithm)}
        >
          {algorithms.map((each) => (
            <option key={each} value={each}>
              {t.algorithms[each]}
            </option>
          ))}
        </select>
      </FieldFrame>
      {ours ? null : (
        <FieldFrame {...field} frame="label" label={t.publicKey}>
          <textarea
            id={field.id}
            className="input"
            spellCheck={false}
            maxLength={4000}
            value={publicKey}
            aria-invalid={field.error ? true : undefined}
            aria-describedby={describedBy(field)}
            onChange={({ target }) => setPublicKey(target.value)}
          />
        </FieldFrame>
      )}
      <Acts>
        <Button type="submit" look="quiet" busy={add.isPending}>
          {t.add}
        </Button>
      </Acts>
    </form>
  )
}
