import { useMutation } from '@tanstack/react-query'
import type { AuditCheck } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import type { Static } from 'typebox'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Walks the chain and says whether it holds. */
export function ChainCheck() {
  const w = useWords(words)
  const sentence = useSentence()
  const check = useMutation({ mutationFn: () => request<Static<typeof AuditCheck>>('/audit/check') })
  const { data, error } = check
  return (
    <div className="flow" aria-live="polite">
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        {w.check}
      </Button>
      {data && (
        <Note tone={data.intact ? 'good' : 'danger'}>
          <p>{data.intact ? w.intact(data.length) : w.broken(data.brokenAt ?? data.length + 1)}</p>
          <p className="soft">
            {w.head} {data.head}
          </p>
        </Note>
      )}
      {error && <Note tone="danger">{sentence(error)}</Note>}
    </div>
  )
}
