import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ConsultationView,
  CreditScheme,
  ImportReport,
  TrialView,
} from '@zhengtong/platform/support/credit/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { type Entry, FormDialog } from './form-dialog.tsx'
import { words } from './words.ts'

export type Doing =
  | { what: 'consult' | 'fact' | 'import' | 'list' | 'watch' | 'trial' }
  | { what: 'report' | 'handle'; id: string; title: string }

export const schemeQuery = {
  queryKey: ['credit', 'scheme'],
  queryFn: () => request<CreditScheme>('/credit/scheme'),
}

/** The one act that was chosen, with what it asks. */
export function CreditDialog({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { data: scheme } = useQuery(schemeQuery)
  const choices = (rows: { key: string; name: string; nameEn: string }[] | undefined) =>
    (rows ?? []).map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))
  const number: Entry = { key: 'number', label: w.number }
  const name: Entry = { key: 'name', label: w.name }
  const why: Entry[] = [
    { key: 'purpose', label: w.purpose, help: w.lookHelp },
    { key: 'basis', label: w.basis },
  ]
  const post = async <Answer,>(path: string, body: unknown): Promise<Answer> => {
    const answer = await request<Answer>(path, { method: 'POST', key: crypto.randomUUID(), body })
    await queries.invalidateQueries({ queryKey: ['credit'] })
    return answer
  }
  const sent = async (path: string, body: unknown): Promise<undefined> => {
    await post(path, body)
    message.success(w.done)
  }
  const forms: Record<
    Doing['what'],
    { title: string; entries: Entry[]; send: (values: Record<string, string>) => Promise<ReactNode> }
  > = {
    consult: {
      title: w.act.consult,
      entries: [
        number,
        { key: 'business', label: w.business, options: choices(scheme?.businesses) },
        ...why,
        { key: 'caseNo', label: w.caseNo, optional: true },
      ],
      send: async ({ caseNo, ...values }) => (
        <Applies
          of={await post<ConsultationView>('/credit/consultations', { ...values, ...(caseNo ? { caseNo } : {}) })}
        />
      ),
    },
    fact: {
      title: w.act.fact,
      entries: [
        ...[
          number,
          name,
          { key: 'kind', label: w.kind, options: choices(scheme?.facts) },
          { key: 'title', label: w.heading },
        ],
        ...[
          { key: 'reference', label: w.reference },
          { key: 'happenedOn', label: w.happenedOn, help: w.dayHelp },
        ],
        ...elementsOf(scheme).map(({ key, label }) => ({ key: `details.${key}`, label, optional: true })),
      ],
      send: async (values) => {
        const kind = scheme?.facts.find(({ key }) => key === values.kind)
        const details = Object.fromEntries(
          (kind?.elements ?? []).flatMap(({ key }) =>
            values[`details.${key}`] ? [[key, values[`details.${key}`]]] : [],
          ),
        )
        const { number: of, name: named, kind: sort, title, reference, happenedOn } = values
        return sent('/credit/facts', { number: of, name: named, kind: sort, title, reference, happenedOn, details })
      },
    },
    import: {
      title: w.act.import,
      entries: [{ key: 'csv', label: w.csv, help: w.csvHelp, long: true }],
      send: async ({ csv }) => <Report of={await post<ImportReport>('/credit/facts/import', { csv })} />,
    },
    list: {
      title: w.act.list,
      entries: [
        number,
        name,
        { key: 'list', label: w.list, options: choices(scheme?.lists) },
        { key: 'reason', label: w.reason, help: w.reasonHelp, long: true },
      ],
      send: (values) => sent('/credit/listings', values),
    },
    watch: {
      title: w.act.watch,
      entries: [number, name, { key: 'reason', label: w.reason }],
      send: (values) => sent('/credit/watches', values),
    },
    trial: {
      title: w.act.trial,
      entries: [
        number,
        ...why,
        { key: 'kind', label: w.withKind, help: w.withHelp, options: choices(scheme?.facts), optional: true },
      ],
      send: async ({ kind, ...values }) => {
        const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
        return (
          <Tried
            of={
              await post<TrialView>('/credit/trials', {
                ...values,
                ...(kind ? { with: [{ kind, happenedOn: today }] } : {}),
              })
            }
          />
        )
      },
    },
    report: {
      title: `${w.report}：${'title' in doing ? doing.title : ''}`,
      entries: [
        {
          key: 'applied',
          label: w.report,
          options: [
            { value: 'yes', label: w.applied },
            { value: 'no', label: w.notApplied },
          ],
        },
        { key: 'how', label: w.how, long: true },
      ],
      send: ({ applied, how }) =>
        sent(`/credit/duties/${'id' in doing ? doing.id : ''}/report`, { applied: applied === 'yes', how }),
    },
    handle: {
      title: `${w.handle}：${'title' in doing ? doing.title : ''}`,
      entries: [{ key: 'how', label: w.how, long: true }],
      send: ({ how }) => sent(`/credit/warnings/${'id' in doing ? doing.id : ''}/handling`, { how }),
    },
  }
  const { title, entries, send } = forms[doing.what]
  return <FormDialog title={title} entries={entries} onSend={send} onClose={onClose} />
}

/** Every element of any kind, once. */
function elementsOf(scheme: CreditScheme | undefined): { key: string; label: string }[] {
  const all = (scheme?.facts ?? []).flatMap(({ elements }) => elements)
  return [...new Map(all.map(({ key, name }) => [key, { key, label: name }])).values()]
}

function Applies({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const pick = usePick()
  if (!of.known) return <p>{w.unknown}</p>
  return (
    <>
      <h2>
        {of.entity.name} {of.grade ? w.grade(of.grade) : ''}
      </h2>
      {of.lists.length === 0 ? <p>{w.noLists}</p> : null}
      <ul>
        {of.lists.map((row) => (
          <li key={row.id}>
            {pick(row.listName, row.listNameEn)}：{row.reason}
          </li>
        ))}
        {of.facts.map((fact) => (
          <li key={fact.id}>
            {pick(fact.kindName, fact.kindNameEn)}：{fact.title} {fact.contested ? `（${w.contested}）` : ''}
          </li>
        ))}
      </ul>
      <h3>{w.measures}</h3>
      {of.duties.length === 0 ? <p>{w.noMeasures}</p> : null}
      <ul>
        {of.duties.map((duty) => (
          <li key={duty.id}>
            {pick(duty.name, duty.nameEn)}，{w.due(duty.due)}
          </li>
        ))}
      </ul>
    </>
  )
}

function Report({ of }: { of: ImportReport }) {
  const w = useWords(words)
  return (
    <>
      <p>{w.imported(of.added, of.same, of.refused.length)}</p>
      <ul>
        {of.refused.map(({ line, reason }) => (
          <li key={line}>
            {w.line(line)}：{reason}
          </li>
        ))}
      </ul>
    </>
  )
}

function Tried({ of }: { of: TrialView }) {
  const w = useWords(words)
  const pick = usePick()
  return (
    <>
      <p>
        <b>{w.nowThen(w.score(of.now.points, of.now.grade), w.score(of.tried.points, of.tried.grade))}</b>
      </p>
      <ul>
        {of.tried.lines.map((line, at) => (
          <li key={line.factor}>
            {pick(line.name, line.nameEn)}：{of.now.lines[at]?.points ?? 0} → {line.points}
            <span className="soft">（{line.basis}）</span>
          </li>
        ))}
      </ul>
    </>
  )
}
