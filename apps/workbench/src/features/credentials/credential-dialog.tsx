import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CredentialVerb, CredentialWithMay } from '@zhengtong/platform/support/credentials/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { ActForm } from './act-form.tsx'
import { words } from './words.ts'

/** A licence or paper whole: what it says, what became of it, and how the law lets it be ended. */
export function CredentialDialog({ id, caseId, onClose }: { id: string; caseId: string; onClose: () => void }) {
  const w = useWords(words)
  const queries = useQueryClient()
  const [verb, setVerb] = useState<CredentialVerb>()
  const queryKey = ['credential', id]
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) => request<CredentialWithMay>(`/credentials/${id}`, { signal }),
  })
  const done = async () => {
    setVerb(undefined)
    await Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: ['credentials', caseId] }),
    ])
  }
  const record = found.data?.credential.record
  return (
    <Modal open title={record ? `${record.type.name} ${record.number}` : w.look} footer={null} onCancel={onClose}>
      {found.isError && (
        <Note tone="danger" alert>
          {w.failed}
        </Note>
      )}
      {found.data && (
        <div className="flow">
          <Said found={found.data} />
          {verb ? (
            <ActForm found={found.data} verb={verb} onBack={() => setVerb(undefined)} onDone={done} />
          ) : (
            <div className="line-row line-row--wrap">
              {found.data.may.map((each) => (
                <Button key={each} danger={ends(each)} onClick={() => setVerb(each)}>
                  {w.verb[each]}
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
    </Modal>
  )
}

/** What ends it for good is drawn as danger. */
const ends = (verb: CredentialVerb) => ['withdraw', 'annul', 'revoke', 'cancel'].includes(verb)

function Said({ found }: { found: CredentialWithMay }) {
  const w = useWords(words)
  const format = useFormat()
  const { credential, faceItems, steps, withheld, check } = found
  return (
    <>
      <p>
        <b>{w.status[credential.status]}</b>
      </p>
      <dl className="pairs">
        {faceItems.map(({ key, title, value }) => (
          <div key={key}>
            <dt className="soft">{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {withheld.length > 0 && <p className="soft">{w.withheld}</p>}
      {check && <p>{check.done ? w.checked(check.year) : w.checkBy(check.year, format.day(check.to))}</p>}
      {steps.length > 0 && (
        <section aria-label={w.history}>
          <h3>{w.history}</h3>
          <ul className="papers">
            {steps.map(({ verb, at, by, ground, reason, basis, paper, year }) => (
              <li key={at}>
                <span className="grow">
                  <b>{w.verb[verb]}</b>{' '}
                  <span className="soft">
                    {format.nearDay(at)} {by}
                  </span>
                  <br />
                  {[year, ground, reason, basis].filter(Boolean).join('；')}
                </span>
                {paper && (
                  <a href={address(`/credentials/${paper.id}/pdf`)} target="_blank" rel="noreferrer">
                    {paper.name} {paper.number}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
