import { useQuery } from '@tanstack/react-query'
import type { SealUse, SealVerb, SealWithMay } from '@zhengtong/platform/support/seals/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { More } from '../../parts/more.tsx'
import { Note } from '../../parts/note.tsx'
import { usePaged } from '../../parts/paged.ts'
import { SealDialog } from './act-dialog.tsx'
import { Picture } from './picture.tsx'
import { words } from './words.ts'

/** One seal: its picture, what may be done to it now, what was done, and what it was put on. */
export function SealSide({ id }: { id: string }) {
  const w = useWords(words)
  const format = useFormat()
  const [acting, setActing] = useState<SealVerb>()
  const found = useQuery({
    queryKey: ['seals', id],
    queryFn: ({ signal }) => request<SealWithMay>(`/seals/${id}`, { signal }),
  })
  return (
    <Content of={found}>
      {({ seal, may, steps = [], preview }) => {
        const picture = seal.picture ?? preview
        return (
          <>
            <div className="page-head">
              <h2 className="grow">{seal.name}</h2>
              {may.map((verb) => (
                <Button key={verb} size="small" danger={verb === 'destroy'} onClick={() => setActing(verb)}>
                  {w.verb[verb]}
                </Button>
              ))}
            </div>
            <div className="flow pad scrolls">
              {picture && <Picture picture={picture} label={w.picture(seal.name)} />}
              {!seal.picture && picture && <p className="soft">{w.draftPicture}</p>}
              {seal.demo && <Note tone="wait">{w.demo}</Note>}
              <dl className="pairs">
                <dt>{w.department}</dt>
                <dd>{seal.departmentName}</dd>
                <dt>{w.code}</dt>
                <dd>{seal.departmentCode}</dd>
                <dt>{w.custodian}</dt>
                <dd>{seal.custodian}</dd>
                {seal.validFrom && seal.validTo && (
                  <>
                    <dt>{w.validity}</dt>
                    <dd>{w.fromTo(format.day(seal.validFrom.slice(0, 10)), format.day(seal.validTo.slice(0, 10)))}</dd>
                  </>
                )}
                {seal.recordKeyId && (
                  <>
                    <dt>{w.key}</dt>
                    <dd>{seal.recordKeyId}</dd>
                  </>
                )}
              </dl>
              <h3>{w.steps}</h3>
              <ol className="papers">
                {steps.map(({ verb, reason, by, at }) => (
                  <li key={`${verb} ${at}`}>
                    <span className="grow">
                      <strong>{w.verb[verb] ?? verb}</strong> {reason}
                      <br />
                      <span className="soft">
                        {by} · {format.instant(at)}
                      </span>
                    </span>
                  </li>
                ))}
              </ol>
              <Uses id={id} />
            </div>
            {acting && <SealDialog seal={seal} verb={acting} onClose={() => setActing(undefined)} />}
          </>
        )
      }}
    </Content>
  )
}

function Uses({ id }: { id: string }) {
  const w = useWords(words)
  const format = useFormat()
  const uses = usePaged<SealUse>('seal-uses', `/seals/${id}/uses`, {})
  return (
    <>
      <h3>{w.uses}</h3>
      <Content of={uses.list}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="soft">{w.noUses}</p>
          ) : (
            <ul className="papers">
              {rows.map((use) => (
                <li key={use.id}>
                  <span className="grow">
                    {use.reason}
                    <br />
                    <span className="soft">
                      {use.operatorName} · {format.instant(use.at)} · {w.digest} {use.digest.slice(0, 16)}…
                    </span>
                  </span>
                  <a href={`/log/proof/${use.leafHash}`} target="_blank" rel="noreferrer">
                    {w.proof}
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Content>
      {uses.hasNextPage && <More of={uses} />}
    </>
  )
}
