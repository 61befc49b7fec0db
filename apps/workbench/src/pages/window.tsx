import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { AtWindow } from '../features/hall/at-window.tsx'
import { OpenForm } from '../features/hall/open-form.tsx'
import { useDuty } from '../features/hall/queries.ts'
import { words } from '../features/hall/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** 窗口叫号: sit down at a window, call whoever comes next, and serve them. */
export function WindowPage() {
  const w = useWords(words)
  const own = useDuty()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.help}</p>
      <Content of={own}>{({ duty }) => (duty ? <AtWindow duty={duty} /> : <OpenForm />)}</Content>
    </>
  )
}
