import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { DatasetView } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Facts, Section, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { LetterForm } from '../features/open-data/letter-form.tsx'
import { LetterRow } from '../features/open-data/letter-row.tsx'
import { PagesOf } from '../features/open-data/pages-of.tsx'
import { Bars, PlaceMap } from '../features/open-data/pictures.tsx'
import { answersQuery, datasetQuery } from '../features/open-data/queries.ts'
import { openDataWords } from '../features/open-data/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/open-data/open-data.css'

const route = getRouteApi('/open-data/$id')

/** One dataset: what it is, its rows, what they look like, and every way to take them. */
export function DatasetPage() {
  const { id } = route.useParams()
  const query = useQuery(datasetQuery(id))
  if (query.isPending) return <Skeleton />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Whole dataset={query.data} />
}

function Whole({ dataset }: { dataset: DatasetView }) {
  const t = useWords(openDataWords)
  const pick = usePick()
  const format = useFormat()
  const { about } = dataset
  const open = dataset.access === 'open'
  return (
    <>
      <Crumbs way={[{ to: '/open-data', name: t.title }]} here={pick(about.name, about.nameEn)} />
      <Columns aside={<Take dataset={dataset} />}>
        <PageTitle>{pick(about.name, about.nameEn)}</PageTitle>
        <p className="lead">{about.abstract}</p>
        <Facts
          rows={[
            [t.department, about.department],
            [t.access, t.accesses[dataset.access]],
            !!about.condition && [t.condition, about.condition],
            [t.no, dataset.no],
            [t.code, about.code],
            [t.cycle, `${t.cycles[about.cycle] ?? about.cycle} · ${t.updated(format.day(dataset.updatedAt))}`],
            [t.until, format.day(dataset.until)],
          ]}
        />
        {dataset.suppressed > 0 ? <p className="soft">{t.suppressed(format.number(dataset.suppressed))}</p> : null}
        <Section title={t.preview}>{open ? <Preview dataset={dataset} /> : <Said>{t.hiddenRows}</Said>}</Section>
        {dataset.charts.length > 0 ? (
          <Section title={t.charts}>
            {dataset.charts.slice(0, 4).map((chart) => (
              <Bars key={chart.key} dataset={dataset} chart={chart} />
            ))}
          </Section>
        ) : null}
        {open && dataset.place ? (
          <Section title={t.map}>
            <PlaceMap id={dataset.id} />
          </Section>
        ) : null}
        <Section title={t.fields}>
          <Fields dataset={dataset} />
        </Section>
        <LetterForm kind={open ? 'feedback' : 'application'} datasetId={dataset.id} />
        <Answers id={dataset.id} />
      </Columns>
    </>
  )
}

function Preview({ dataset: { about, fields, preview, rows } }: { dataset: DatasetView }) {
  const t = useWords(openDataWords)
  const pick = usePick()
  const format = useFormat()
  const shown = (value: unknown, codes?: Record<string, string>): string => {
    if (value === null || value === undefined) return '—'
    if (typeof value === 'boolean') return value ? t.yes : t.noWord
    return codes?.[String(value)] ?? String(value)
  }
  return (
    <div className="stack-8">
      <p className="soft">{t.first(format.number(preview.length), format.number(rows))}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may be wider than the page is scrolled by keyboard */}
      <section className="data-table" tabIndex={0} aria-label={`${t.preview}：${about.name}`}>
        <table>
          <caption className="unseen">{about.name}</caption>
          <thead>
            <tr>
              {fields.map(({ key, name, nameEn }) => (
                <th key={key} scope="col">
                  {pick(name, nameEn)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, and stay where they are
              <tr key={at}>
                {fields.map(({ key, codes }) => (
                  <td key={key}>{shown(row[key], codes)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function Fields({ dataset: { about, fields } }: { dataset: DatasetView }) {
  const t = useWords(openDataWords)
  const pick = usePick()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <section className="data-table" tabIndex={0} aria-label={`${t.fields}：${about.name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.field}</th>
            <th scope="col">{t.key}</th>
            <th scope="col">{t.type}</th>
            <th scope="col">{t.treatment}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.key}>
              <th scope="row">{pick(field.name, field.nameEn)}</th>
              <td>
                <code>{field.key}</code>
              </td>
              <td>{t.types[field.type]}</td>
              <td>{t.treatments[field.treatment]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Take({ dataset }: { dataset: DatasetView }) {
  const t = useWords(openDataWords)
  const file = (format: string, bom?: boolean) =>
    address(`/open-data/datasets/${dataset.id}/file`, { format, ...(bom === undefined ? {} : { bom }) })
  return (
    <>
      <SideBlock title={t.download}>
        {dataset.access === 'open' ? null : <p>{t.hiddenRows}</p>}
        <ul>
          {dataset.formats.map((format) => (
            <li key={format}>
              <a href={file(format)} download>
                {t.formats[format]}
              </a>
            </li>
          ))}
          <li>
            <a href={file('csv', false)} download>
              {t.csvPlain}
            </a>
          </li>
        </ul>
      </SideBlock>
      <SideBlock title={t.api}>
        <p>{t.apiText}</p>
        <pre className="data-api">
          <code>{`GET ${address(`/open-data/datasets/${dataset.id}/rows`, { limit: 100 })}\nX-API-Key: …`}</code>
        </pre>
        <p>
          <Link to="/me/open-data">{t.getKey}</Link>
        </p>
      </SideBlock>
    </>
  )
}

function Answers({ id }: { id: string }) {
  const t = useWords(openDataWords)
  const query = useInfiniteQuery(answersQuery(id))
  return (
    <Section title={t.answers}>
      <PagesOf of={query} none={t.noAnswers} row={(letter) => <LetterRow key={letter.id} letter={letter} />} />
    </Section>
  )
}
