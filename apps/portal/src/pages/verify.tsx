import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { Columns, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CodeForm } from '../features/verifications/code-form.tsx'
import { FileResult } from '../features/verifications/file-result.tsx'
import { useFileCheck } from '../features/verifications/queries.ts'
import { VerifyAside } from '../features/verifications/verify-aside.tsx'
import { verifyWords } from '../features/verifications/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

/** Checks a credential by its code or its file, for anyone. */
export function VerifyPage() {
  const t = useWords(verifyWords)
  const check = useFileCheck()
  return (
    <>
      <Crumbs here={t.here} />
      <Columns aside={<VerifyAside result={check.isSuccess} />}>
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <CodeForm />
        <Section title={t.file}>
          <div className="card">
            <FilePicker
              label={t.fileLabel}
              hint={t.fileHint}
              accept=".pdf,.ofd,.json,.txt,.jwt,application/pdf,application/ofd,application/json"
              onSend={async (file, onProgress) => void (await check.mutateAsync({ file, onProgress }))}
            />
          </div>
        </Section>
        {check.isSuccess ? <FileResult found={check.data} /> : null}
      </Columns>
    </>
  )
}
