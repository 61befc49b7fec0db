import { useQuery } from '@tanstack/react-query'
import type { Application, MaterialNeed } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { formatSize, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { earlierQuery, useApplication } from './queries.ts'

const words = defineWords(
  {
    title: (count: number) => `用以前交过的（${count} 份）`,
    about: (item: string, day: string) => `${day}，${item}`,
    kept: (day: string) => `${day} 存在“我的材料”里`,
    use: '用这一份',
    trust: { A: '机关出具', B: '核对过原件', C: '您上传的', D: '您承诺的' },
  },
  {
    title: (count: number) => `Use an earlier file (${count})`,
    about: (item: string, day: string) => `${day}, ${item}`,
    kept: (day) => `kept in my materials on ${day}`,
    use: 'Use this one',
    trust: { A: 'made by an office', B: 'checked against the original', C: 'uploaded by you', D: 'promised by you' },
  },
)

/** 一次提交、多次复用: files of earlier cases of the same party, offered where one is still missing. */
export function Earlier({ application, need }: { application: Application; need: MaterialNeed }) {
  const t = useWords(words)
  const format = useFormat()
  const { data } = useQuery(earlierQuery(application.id))
  const { reuse } = useApplication(application.id)
  const [failure, setFailure] = useState<unknown>()
  if (!data?.items.length) return null
  return (
    <details>
      <summary>{t.title(data.items.length)}</summary>
      <ul className="rows">
        {data.items.map((file) => (
          <li key={file.id} className="stack-8">
            <p>
              <strong>{file.fileName}</strong> <span className="soft">{formatSize(file.size)}</span>
            </p>
            <p className="soft">
              {file.itemName ? t.about(file.itemName, format.day(file.at)) : t.kept(format.day(file.at))} ·{' '}
              {t.trust[file.trust]}
            </p>
            <p>
              <LinkButton onClick={() => void reuse(need.key, file.id).then(() => setFailure(undefined), setFailure)}>
                {t.use}
                <span className="unseen"> {file.fileName}</span>
              </LinkButton>
            </p>
          </li>
        ))}
      </ul>
      {failure ? <TroubleSaid error={failure} /> : null}
    </details>
  )
}
