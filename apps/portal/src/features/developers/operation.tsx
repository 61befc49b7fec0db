import { useQuery } from '@tanstack/react-query'
import type { CapabilityPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { sliceQuery } from './queries.ts'
import { FieldLine, SchemaFields } from './schema-fields.tsx'
import { contentOf, type Described, describedIn, type Slice } from './slice.ts'
import { developerWords } from './words.ts'

type Operation = CapabilityPage['list'][number]

/** One operation of the reference: closed it says what it does, opened what goes in and what comes out. */
export function OperationRow({ capability, operation }: { capability: string; operation: Operation }) {
  const t = useWords(developerWords)
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { deprecation } = operation
  return (
    <li>
      <details id={operation.id} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <code>
            <strong>{operation.method}</strong> {operation.path}
          </code>
          <span className="operation__said" lang="en">
            {operation.summary}
          </span>
        </summary>
        {deprecation ? <p>{t.goes(format.day(deprecation.sunset), deprecation.words)}</p> : null}
        {open ? <Opened capability={capability} operation={operation} /> : null}
      </details>
    </li>
  )
}

function Opened({ capability, operation }: { capability: string; operation: Operation }) {
  const t = useWords(developerWords)
  const query = useQuery(sliceQuery(capability))
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const described = describedIn(query.data, operation)
  const level = described?.['x-assurance-level']
  const who = [t.access[operation.access] ?? operation.access, operation.programs ? t.byPrograms : '']
  return (
    <div className="stack">
      <Facts
        rows={[
          [t.name, <code key="id">{operation.id}</code>],
          [t.who, who.filter(Boolean).join(t.comma)],
          level ? [t.level, level] : undefined,
        ]}
      />
      {described ? <Exchange slice={query.data} described={described} /> : null}
    </div>
  )
}

/** Parameters, body and answers. */
function Exchange({ slice, described }: { slice: Slice; described: Described }) {
  const t = useWords(developerWords)
  const body = contentOf(described.requestBody?.content)
  const answers = Object.entries(described.responses ?? {}).filter(([status]) => /^[23]/.test(status))
  return (
    <>
      {described.description ? <p lang="en">{described.description}</p> : null}
      {described.parameters?.length ? (
        <div>
          <h3>{t.parameters}</h3>
          <ul className="fields">
            {described.parameters.map((each) => (
              <li key={`${each.in} ${each.name}`}>
                <FieldLine
                  name={each.name}
                  schema={each.schema ?? {}}
                  required={each.required === true && each.schema?.default === undefined}
                  description={each.description}
                  where={t.places[each.in] ?? each.in}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {body ? (
        <div>
          <h3>{t.body}</h3>
          <p className="soft">{body.type}</p>
          {body.schema ? <SchemaFields slice={slice} schema={body.schema} /> : null}
        </div>
      ) : null}
      {answers.map(([status, answer]) => {
        const content = contentOf(answer.content)
        return (
          <div key={status}>
            <h3>{t.answer(status)}</h3>
            <p className="soft">{content ? content.type : t.empty}</p>
            {content?.schema ? <SchemaFields slice={slice} schema={content.schema} /> : null}
          </div>
        )
      })}
      <p className="soft">{t.problems}</p>
    </>
  )
}
