import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { keepsOwn } from '../../worker/kept.ts'
import { canKeep, forgetOwnCopies, keepOwn, useKeptAt } from './kept-copies.ts'

const words = defineWords(
  {
    copy: '离线副本',
    age: (when: string) => `这是 ${when} 取得的。现在是不是还有效，要联网查验。`,
    keep: '在这台设备上留一份，断网也能看',
    keepNote: '只在自己的手机或电脑上用。退出登录，这份就删掉。',
    kept: '这台设备上留有一份，断网也能看。',
    forget: '删掉这份',
    failed: '没有留成。请联网再试。',
  },
  {
    copy: 'Offline copy',
    age: (when: string) => `Fetched ${when}. Whether it is still in force can only be verified online.`,
    keep: 'Keep a copy on this device, to show without a connection',
    keepNote: 'Only on a phone or computer of your own. Signing out deletes it.',
    kept: 'A copy is kept on this device, to show without a connection.',
    forget: 'Delete the copy',
    failed: 'It was not kept. Please connect and try again.',
  },
)

/** Says clearly that credentials on the screen are a copy, and how old it is. */
export function CopyMark() {
  const t = useWords(words)
  const format = useFormat()
  const keptAt = useKeptAt()
  return (
    <div role="status">
      {keptAt === null ? null : (
        <Said tone="wait">
          <strong>{t.copy}</strong>
          <p>{t.age(format.instant(keptAt))}</p>
        </Said>
      )}
    </div>
  )
}

/** The owner's choice whether this device keeps a copy. */
export function CopyChoice({ credentialIds }: { credentialIds: string[] }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const kept = useQuery({ queryKey: ['own-copies'], queryFn: keepsOwn, enabled: canKeep() })
  const [failed, setFailed] = useState(false)
  if (!canKeep() || !kept.isSuccess) return null
  const change = (work: Promise<void>) => {
    setFailed(false)
    work.catch(() => setFailed(true)).finally(() => void queries.invalidateQueries({ queryKey: ['own-copies'] }))
  }
  return (
    <div className="stack-8">
      <p className="soft">{kept.data ? t.kept : t.keepNote}</p>
      <p>
        {kept.data ? (
          <Button look="quiet" onClick={() => change(forgetOwnCopies())}>
            {t.forget}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => change(keepOwn(credentialIds))}>
            {t.keep}
          </Button>
        )}
      </p>
      {failed ? <Said tone="danger">{t.failed}</Said> : null}
    </div>
  )
}
