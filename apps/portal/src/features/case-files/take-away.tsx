import { useQuery } from '@tanstack/react-query'
import type { CaseFile } from '@zhengtong/platform/support/case-files/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Bar } from '@zhengtong/ui/components/marks.tsx'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { caseFilesQuery, useAskForFile } from './queries.ts'

const words = defineWords(
  {
    title: '取走整份案卷',
    help: '申请内容、材料、文书、经过和证明，都在一个压缩包里，断网也能核验真伪。',
    ask: '导出案卷',
    again: '重新导出',
    purpose: '本人留存',
    making: (done: number, total: number) => (total > 0 ? `正在做，${done} / ${total}` : '正在准备'),
    leave: '可以离开这一页，做好后在这里下载。',
    failed: '没有做成，稍后会自动再试。',
    fetch: (size: string) => `下载案卷（ZIP，${size}）`,
    until: (day: string) => `${day}前可以下载，过后销毁。`,
  },
  {
    title: 'Take the whole file away',
    help: 'Your answers, documents, letters, the course and the proofs in one archive that can be checked offline.',
    ask: 'Export the file',
    again: 'Export anew',
    purpose: '本人留存',
    making: (done: number, total: number) => (total > 0 ? `Being made, ${done} of ${total}` : 'Being prepared'),
    leave: 'You may leave this page; it will be here to download.',
    failed: 'It did not work and will be tried again.',
    fetch: (size: string) => `Download the file (ZIP, ${size})`,
    until: (day: string) => `Until ${day}; then it is destroyed.`,
  },
)

/** Beside a case: the whole file of it, to keep. */
export function TakeAway({ caseId }: { caseId: string }) {
  const t = useWords(words)
  const { data } = useQuery(caseFilesQuery(caseId))
  const ask = useAskForFile(caseId)
  if (!data?.mayAsk) return null
  const [newest] = data.items
  const busy = newest?.state === 'queued' || newest?.state === 'running'
  return (
    <SideBlock title={t.title}>
      <p className="soft">{t.help}</p>
      <div aria-live="polite" className="stack-8">
        {newest ? <Newest file={newest} /> : null}
        {ask.error ? <p>{ask.error instanceof ApiProblem ? ask.error.title : ''}</p> : null}
      </div>
      {busy ? null : (
        <Button look="quiet" busy={ask.isPending} onClick={() => ask.mutate(t.purpose)}>
          {newest ? t.again : t.ask}
        </Button>
      )}
    </SideBlock>
  )
}

function Newest({ file }: { file: CaseFile }) {
  const t = useWords(words)
  const format = useFormat()
  switch (file.state) {
    case 'queued':
    case 'running':
      return (
        <>
          <p>{t.making(file.done, file.total)}</p>
          <Bar share={file.total > 0 ? file.done / file.total : 0} />
          <p className="soft">{t.leave}</p>
        </>
      )
    case 'failed':
      return <p>{t.failed}</p>
    case 'ready':
      return (
        <>
          <p>
            <a href={address(`/case-files/${file.id}/archive`)} download>
              {t.fetch(format.size(file.size ?? 0))}
            </a>
          </p>
          {file.expiresAt ? <p className="soft">{t.until(format.day(file.expiresAt))}</p> : null}
        </>
      )
    case 'expired':
      return null
  }
}
