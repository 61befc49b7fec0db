import type { Factors } from '@zhengtong/platform/support/identity/factors/contract.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { hasPasskeys } from './passkey.ts'
import { useAddPasskey, useBeginTotp, useConfirmTotp, useTakeAway } from './queries.ts'
import { Refused } from './refused.tsx'
import { words } from './words.ts'

/** 动态口令: scanned once, confirmed by its first code. */
export function TotpPart({ factors }: { factors: Factors }) {
  const t = useWords(words)
  const begin = useBeginTotp()
  const confirm = useConfirmTotp()
  const remove = useTakeAway()
  const [code, setCode] = useState('')
  return (
    <Section title={t.totp} className="stack">
      <Refused error={begin.error ?? confirm.error ?? remove.error} />
      <p className="soft">{factors.totp ? t.totpOn : t.totpHelp}</p>
      {factors.totp ? (
        <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate('/me/factors/totp')}>
          {t.totpRemove}
        </Button>
      ) : begin.data ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            confirm.mutate(code)
          }}
        >
          <p>{t.scan}</p>
          <img width={200} height={200} alt="" src={`data:image/svg+xml;utf8,${encodeURIComponent(begin.data.qr)}`} />
          <p>
            {t.byHand} <code>{begin.data.secret}</code>
          </p>
          <FieldFrame id="totp-code" frame="label" label={t.code}>
            <input
              id="totp-code"
              className="input"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          </FieldFrame>
          <Button type="submit" busy={confirm.isPending}>
            {t.confirm}
          </Button>
        </form>
      ) : (
        <Button look="quiet" busy={begin.isPending} onClick={() => begin.mutate()}>
          {t.totpBegin}
        </Button>
      )}
    </Section>
  )
}

/** 通行密钥 of this person, by the names they gave them. */
export function PasskeyPart({ factors }: { factors: Factors }) {
  const t = useWords(words)
  const format = useFormat()
  const add = useAddPasskey()
  const remove = useTakeAway()
  const [name, setName] = useState('')
  return (
    <Section title={t.passkeys} className="stack">
      <Refused error={add.error ?? remove.error} />
      <p className="soft">{t.passkeysHelp}</p>
      {factors.passkeys.length === 0 ? <p>{t.noPasskeys}</p> : null}
      <ul className="rows">
        {factors.passkeys.map((passkey) => (
          <li key={passkey.id} className="demo-person">
            <div>
              <strong>{passkey.name}</strong> <span className="soft">{format.day(passkey.createdAt)}</span>
            </div>
            <Button
              look="quiet"
              busy={remove.isPending}
              onClick={() => remove.mutate(`/me/passkeys/${encodeURIComponent(passkey.id)}`)}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      {hasPasskeys() ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim()) add.mutate(name.trim())
          }}
        >
          <FieldFrame id="passkey-name" frame="label" label={t.passkeyName}>
            <input
              id="passkey-name"
              className="input"
              maxLength={40}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </FieldFrame>
          <Button type="submit" look="quiet" busy={add.isPending}>
            {t.passkeyAdd}
          </Button>
        </form>
      ) : (
        <p>{t.passkeyNone}</p>
      )}
    </Section>
  )
}
