import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ProofsInForce } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const words = defineWords(
  {
    title: '证明事项清单',
    lead: '只有这份清单上的证明可以向您要。清单上没有的，谁向您要，请打 12345 告诉我们。',
    find: '找证明、开具单位或者用途',
    count: (count: number, day: string) => `${day}，一共 ${count} 项。`,
    issuer: '谁开',
    usedFor: '用来办',
    basis: '依据',
    list: (title: string, publisher: string, day: string) => `${title}，${publisher}，${day}公布。`,
    demo: '演示数据，没有由任何机关公布。',
    none: '清单上没有这样的证明',
    noneText: '没有列在清单上的，不用交。',
    empty: '还没有公布清单，现在不能向您要任何证明。',
  },
  {
    title: 'Proofs that may be demanded',
    lead: 'Only the proofs on this list may be demanded of you. If anybody asks for another, call 12345.',
    find: 'Find a proof, who issues it, or its use',
    count: (count: number, day: string) => `${count} on ${day}.`,
    issuer: 'Issued by',
    usedFor: 'Used for',
    basis: 'Legal basis',
    list: (title: string, publisher: string, day: string) => `${title}, ${publisher}, published ${day}.`,
    demo: 'Demonstration: published by nobody.',
    none: 'No such proof on the list',
    noneText: 'What is not on the list need not be handed in.',
    empty: 'No list is published, so no proof may be demanded of you.',
  },
)

/** 清单之外无证明: everything that may be demanded, dated, with its legal basis. */
export function ProofsPage() {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const [q, setQ] = useState('')
  const query = useQuery({
    queryKey: ['proofs', q],
    queryFn: ({ signal }) => request<ProofsInForce>('/proofs', { query: { q: q || undefined }, signal }),
    placeholderData: keepPreviousData,
  })
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const { proofs, lists, on } = query.data
  return (
    <>
      <Crumbs here={t.title} />
      <div className="stack">
        <PageTitle>{t.title}</PageTitle>
        <p className="lead">{t.lead}</p>
        {lists.map((list) => (
          <p key={list.key} className="soft">
            {t.list(pick(list.title, list.titleEn), list.publisher, format.day(list.publishedOn))}
            {list.demo ? <strong> {t.demo}</strong> : null}
          </p>
        ))}
        {lists.length === 0 ? (
          <Said tone="wait">{t.empty}</Said>
        ) : (
          <>
            <FieldFrame id="find" frame="label" label={t.find}>
              <input
                className="input"
                id="find"
                type="search"
                value={q}
                maxLength={100}
                onChange={({ target }) => setQ(target.value)}
              />
            </FieldFrame>
            <p role="status" className="soft">
              {t.count(proofs.length, format.day(on))}
            </p>
          </>
        )}
        {proofs.length === 0 && lists.length > 0 ? (
          <Said tone="wait">
            <strong>{t.none}</strong> {t.noneText}
          </Said>
        ) : null}
        <ul className="rows">
          {proofs.map((proof) => (
            <li key={proof.key} className="stack-8">
              <h2>{pick(proof.name, proof.nameEn)}</h2>
              <p>
                <span className="soft">{t.usedFor} </span>
                {pick(proof.usedFor, proof.usedForEn)}
              </p>
              <p>
                <span className="soft">{t.issuer} </span>
                {proof.issuer}
              </p>
              <p>
                <span className="soft">{t.basis} </span>
                {proof.basis.law} {proof.basis.article}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
