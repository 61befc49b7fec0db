import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ArchiveVerb, ArchiveView } from '@zhengtong/platform/support/archives/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { ArchiveDialog } from '../features/archives/act-dialog.tsx'
import { ExportDialog } from '../features/archives/export-dialog.tsx'
import { Report } from '../features/archives/report.tsx'
import { tones, words } from '../features/archives/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

const moving = ['waiting', 'sending', 'checking']

/** One file of the archive: where it stands, its report, its history, and what may be done. */
export function ArchivePage() {
  const { fileId } = useParams({ from: '/work/archives/$fileId' })
  const file = useQuery({
    queryKey: ['archives', fileId],
    queryFn: ({ signal }) => request<ArchiveView>(`/archives/${fileId}`, { signal }),
    refetchInterval: ({ state }) => (state.data && moving.includes(state.data.state) ? 3_000 : false),
  })
  return (
    <Content of={file} whole>
      {(found) => <Whole file={found} />}
    </Content>
  )
}

function Whole({ file }: { file: ArchiveView }) {
  const w = useWords(words)
  const format = useFormat()
  const [verb, setVerb] = useState<ArchiveVerb>()
  const [exporting, setExporting] = useState(false)
  useTitle(file.archiveNo ?? file.title)
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{file.title}</h1>
        <StateWord tone={tones[file.state]}>{w.stateWord[file.state]}</StateWord>
      </div>
      <div className="flow pad scrolls">
        <div className="line-row line-row--wrap">
          <Link className="grow" to="/archives">
            {w.back}
          </Link>
          {file.size !== undefined && <Button onClick={() => setExporting(true)}>{w.export}</Button>}
          {file.may.map((each, i) => (
            <Button key={each} type={i === file.may.length - 1 ? 'primary' : 'default'} onClick={() => setVerb(each)}>
              {w.verb[each]}
            </Button>
          ))}
        </div>
        {file.appraisalDue && <Note tone="wait">{w.appraise}</Note>}
        {file.refusal && (
          <Note tone="danger">
            {w.refusal}：{file.refusal.map(({ rule, detail }) => `${rule} ${detail}`).join('；')}
          </Note>
        )}
        {file.answer && (
          <Note tone="wait">
            {file.state === 'failed' ? '' : `${w.answer}，${w.attempts(file.attempts)}：`}
            {file.answer}
          </Note>
        )}
        {file.receipt && (
          <Note tone="good">
            {w.receiptSaid(file.receipt.no, file.receipt.by)} · {format.instant(file.receipt.at)}
          </Note>
        )}
        <p>
          {file.archiveNo ? `${w.number} ${file.archiveNo}` : w.noNumber} · {file.department.name} · {w.case}{' '}
          {file.caseNo}
        </p>
        <p className="soft">
          {w.closed} {format.day(file.closedAt)}
          {file.retention && ` · ${w.retentionWord[file.retention]}`}
          {file.retention && ` · ${file.keepUntil ? w.keptUntil(file.keepUntil) : w.forEver}`}
          {file.handOverOn && ` · ${w.handOver} ${file.handOverOn}`}
          {file.size !== undefined && ` · ${w.size(format.number(Math.ceil(file.size / 1024)))}`}
        </p>
        <h2>{w.report}</h2>
        {file.report ? <Report report={file.report} /> : <p className="soft">{w.noReport}</p>}
        <h2>{w.steps}</h2>
        <ol className="papers">
          {file.steps.map((step) => (
            <li key={`${step.at} ${step.verb}`}>
              <span className="nowrap">{format.instant(step.at)}</span>
              <span className="grow">
                {w.verbWord[step.verb] ?? step.verb} · {step.by}
                <br />
                <span className="soft">{step.detail}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
      {verb && <ArchiveDialog file={file} verb={verb} onClose={() => setVerb(undefined)} />}
      {exporting && <ExportDialog file={file} onClose={() => setExporting(false)} />}
    </>
  )
}
