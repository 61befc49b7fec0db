import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ProgressForm } from '../features/cases/progress-form.tsx'
import { ProgressSaid } from '../features/cases/progress-said.tsx'
import { useLookup } from '../features/cases/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const words = defineWords(
  { title: '查办理进度', intro: '不用登录。这里只显示办到哪一步，不显示个人信息。' },
  { title: 'Check progress', intro: 'No need to sign in. Only the steps are shown, nothing personal.' },
)

export function ProgressPage() {
  const t = useWords(words)
  const lookup = useLookup()
  return (
    <>
      <Crumbs here={t.title} />
      <div className="reading">
        <ProgressForm
          lookup={lookup}
          heading={
            <>
              <PageTitle>{t.title}</PageTitle>
              <p>{t.intro}</p>
            </>
          }
        />
        {lookup.isSuccess ? <ProgressSaid progress={lookup.data} /> : null}
      </div>
    </>
  )
}
