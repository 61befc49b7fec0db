import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { LetterRow } from '../features/open-data/letter-row.tsx'
import { PagesOf } from '../features/open-data/pages-of.tsx'
import { keysQuery, myLettersQuery, useNewKey, useRevoke } from '../features/open-data/queries.ts'
import { openDataWords } from '../features/open-data/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** What I wrote about open data, and my keys of the API. */
export function MyOpenDataPage() {
  const t = useWords(openDataWords)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/open-data', name: t.title }]} here={t.mine} />
      <div className="reading">
        <PageTitle>{t.mine}</PageTitle>
        <Keys />
        <Letters />
      </div>
    </SignedIn>
  )
}

function Letters() {
  const t = useWords(openDataWords)
  const query = useInfiniteQuery(myLettersQuery)
  return (
    <Section title={t.letters}>
      <PagesOf of={query} none={t.noLetters} row={(letter) => <LetterRow key={letter.id} letter={letter} named />} />
    </Section>
  )
}

function Keys() {
  const t = useWords(openDataWords)
  const format = useFormat()
  const query = useQuery(keysQuery)
  const revoke = useRevoke()
  return (
    <Section title={t.keys}>
      {query.isPending ? <Skeleton blocks={1} /> : null}
      {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? <p>{t.noKeys}</p> : null}
      {query.data?.length ? (
        <ul className="rows">
          {query.data.map((key) => (
            <li key={key.id} className="row row--wrap">
              <span>{key.name}</span>
              <span className="soft">{t.issued(format.day(key.issuedAt))}</span>
              <Button
                look="quiet"
                aria-label={`${t.revoke} ${key.name}`}
                busy={revoke.isPending && revoke.variables === key.id}
                onClick={() => revoke.mutate(key.id)}
              >
                {t.revoke}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {revoke.isError ? <TroubleSaid error={revoke.error} /> : null}
      <NewKey />
    </Section>
  )
}

function NewKey() {
  const t = useWords(openDataWords)
  const issue = useNewKey()
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (name.trim()) issue.mutate(name.trim())
      }}
    >
      <FieldFrame
        id="key-name"
        frame="label"
        label={t.keyName}
        {...(asked && !name.trim() ? { error: t.needName } : {})}
      >
        <input
          id="key-name"
          className="input"
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </FieldFrame>
      {issue.isError ? <TroubleSaid error={issue.error} /> : null}
      {issue.data ? (
        <Said tone="good" role="status">
          <p>{t.secret}</p>
          <p>
            <code style={{ overflowWrap: 'anywhere' }}>{issue.data.secret}</code>
          </p>
        </Said>
      ) : null}
      <Acts>
        <Button type="submit" look="quiet" busy={issue.isPending}>
          {t.newKey}
        </Button>
      </Acts>
    </form>
  )
}
