import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CheckKind, PersonCheckBegun } from '@zhengtong/platform/support/person-checks/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Refused } from './refused.tsx'

const words = defineWords(
  {
    help: '由核验服务确认是您本人。拍照和比对都在它那里，我们只收到级别、证据编号和时间，不存照片。',
    face: '人脸核验',
    document: '证件核验',
    by: (provider: string) => `由${provider}核验。请在这个浏览器里做完，在别处做的不算。`,
    simulated: '这是模拟的核验服务，不拍照，也不比对。',
    open: '打开核验页面（新窗口）',
    done: '我核验好了，接着办',
    another: '换一种核验',
  },
  {
    help: 'A service confirms that it is you. Pictures are taken and compared there; we receive a level, an evidence number and a time, and keep no picture.',
    face: 'Face check',
    document: 'Document check',
    by: (provider: string) => `Checked by ${provider}. Finish it in this browser: done elsewhere it does not count.`,
    simulated: 'This is a simulator: it takes no picture and compares nothing.',
    open: 'Open the check (new window)',
    done: 'I have done it, go on',
    another: 'Another kind of check',
  },
)

/** 实人核验 beside the page that waits: it is done in a window of the provider's, so that nothing here is lost. */
export function PersonCheck({ onDone }: { onDone: () => void }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const begin = useMutation({
    mutationFn: (kind: CheckKind) => request<PersonCheckBegun>('/me/person-checks', { method: 'POST', body: { kind } }),
  })
  const finish = useMutation({
    mutationFn: (id: string) => request(`/me/person-checks/${id}/result`, { method: 'POST' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      onDone()
    },
  })
  const begun = begin.data
  return (
    <div className="stack">
      <Refused error={finish.error ?? begin.error} />
      <p className="soft">{t.help}</p>
      {begun ? (
        <>
          <p role="status">
            {t.by(begun.provider)} {begun.simulated ? <strong>{t.simulated}</strong> : null}
          </p>
          <Acts>
            <a className="btn btn--quiet" href={begun.url} target="_blank" rel="noreferrer">
              {t.open}
            </a>
            <Button busy={finish.isPending} onClick={() => finish.mutate(begun.id)}>
              {t.done}
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                begin.reset()
                finish.reset()
              }}
            >
              {t.another}
            </Button>
          </Acts>
        </>
      ) : (
        <Acts>
          {(['face', 'document'] as const).map((kind) => (
            <Button key={kind} look="quiet" busy={begin.isPending} onClick={() => begin.mutate(kind)}>
              {t[kind]}
            </Button>
          ))}
        </Acts>
      )}
    </div>
  )
}
