import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { DatabaseZap } from 'lucide-react'
import { ImportTable } from '../features/register-imports/import-table.tsx'
import { RegisterUpload } from '../features/register-imports/upload-form.tsx'
import { useRegisterImports, useRegisters } from '../features/register-imports/use-imports.ts'
import { words } from '../features/register-imports/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** Files brought into registers: one to upload, and those so far. */
export function RegisterImportsPage() {
  const w = useWords(words)
  useTitle(w.title)
  const registers = useRegisters()
  const imports = useRegisterImports()
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
      </div>
      <Content of={imports}>
        {({ items }) => (
          <>
            <div className="pad">
              <RegisterUpload registers={registers.data?.items ?? []} />
            </div>
            <div className="list-box">
              {items.length > 0 ? (
                <ImportTable imports={items} registers={registers.data?.items ?? []} />
              ) : (
                <Blank icon={DatabaseZap} title={w.emptyTitle}>
                  <p>{w.empty}</p>
                </Blank>
              )}
            </div>
          </>
        )}
      </Content>
    </>
  )
}
