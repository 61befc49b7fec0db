import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Promised } from '@zhengtong/platform/nets/service/promises/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { termWords } from './term-words.ts'

/** 陈述申辩: what the holder says before anything is taken away (行政许可法第7条). */
export function PromiseHeard({ promise }: { promise: Promised }) {
  const t = useWords(termWords)
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: () =>
      request(`/promises/${promise.id}/acts`, {
        method: 'POST',
        body: { verb: 'state', reason: text.trim(), expectedVersion: promise.rowVersion },
      }),
    onSuccess: () => {
      setText('')
      void queries.invalidateQueries({ queryKey: ['promises', promise.caseId] })
    },
  })
  const short = text.trim().length < 5
  return (
    <form
      className="stack-8"
      onSubmit={(event) => {
        event.preventDefault()
        if (!short && !send.isPending) send.mutate()
      }}
    >
      <FieldFrame id={`heard-${promise.id}`} frame="label" label={t.heard}>
        <textarea
          className="input"
          id={`heard-${promise.id}`}
          rows={3}
          maxLength={2000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </FieldFrame>
      {send.isError ? <TroubleSaid error={send.error} /> : null}
      <Acts>
        <Button type="submit" busy={send.isPending} disabled={short}>
          {t.sendHeard}
        </Button>
      </Acts>
    </form>
  )
}
