import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { FileBadge } from 'lucide-react'
import { useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { CredentialDialog } from '../credentials/credential-dialog.tsx'
import { words as credentialWords } from '../credentials/words.ts'
import { words } from './words.ts'

type Paper = { id: string; type: { name: string; nameEn: string; kind: string }; number: string; issuedAt: string }

/** The sealed papers of the case: notices, the decision, the credential. */
export function Papers({ view }: { view: CaseView }) {
  const w = useWords(words)
  const c = useWords(credentialWords)
  const [looking, setLooking] = useState<string>()
  const pick = usePick()
  const format = useFormat()
  const papers = useQuery({
    queryKey: ['credentials', view.id],
    queryFn: ({ signal }) => request<{ items: Paper[] }>('/credentials', { query: { caseId: view.id }, signal }),
    // Papers are made in the moment after an act.
    refetchInterval: (query) => (query.state.data?.items.length ? false : 15_000),
  })
  return (
    <section className="case-part" aria-labelledby="case-papers">
      <h2 id="case-papers">{w.papers}</h2>
      {papers.data?.items.length ? (
        <ul className="papers">
          {papers.data.items.map(({ id, type, number, issuedAt }) => (
            <li key={id}>
              <Icon of={FileBadge} />
              <span className="grow">
                {pick(type.name, type.nameEn)} <span className="soft">{number}</span>
              </span>
              <span className="soft nowrap">{format.nearDay(issuedAt)}</span>
              {type.kind === 'licence' && (
                <Button size="small" aria-label={c.lookAt(type.name, number)} onClick={() => setLooking(id)}>
                  {c.look}
                </Button>
              )}
              <a href={address(`/credentials/${id}/pdf`)} target="_blank" rel="noreferrer">
                {w.openPdf}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="soft">{w.noPapers}</p>
      )}
      {looking && <CredentialDialog id={looking} caseId={view.id} onClose={() => setLooking(undefined)} />}
    </section>
  )
}
