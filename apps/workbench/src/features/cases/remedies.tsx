import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'
import { words } from './words.ts'

/** The remedies as the letter prints them, in the letter's language (行政许可法第38条). Law's periods unless the case says others. */
export function Remedies({ view }: { view: CaseView }) {
  const w = useWords(words)
  const days = view.remedies?.reviewDays ?? 60
  const months = view.remedies?.suitMonths ?? 6
  const body = view.remedies?.reviewBody
  return (
    <Note>
      <b>{w.willPrint}</b>
      <p lang="zh-CN">
        如果您不服本决定，可以自收到本决定书之日起{days}日内{body ? `向${body}` : ''}
        申请行政复议，也可以自收到本决定书之日起
        {months}个月内向有管辖权的人民法院提起行政诉讼。
      </p>
    </Note>
  )
}
