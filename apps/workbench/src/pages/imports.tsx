import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { FolderInput } from 'lucide-react'
import { RunTable } from '../features/imports/run-table.tsx'
import { CatalogueUpload } from '../features/imports/upload-form.tsx'
import { useImportRuns } from '../features/imports/use-imports.ts'
import { words } from '../features/imports/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

export function ImportsPage() {
  const w = useWords(words)
  useTitle(w.title)
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
      </div>
      <Content of={useImportRuns()}>
        {({ items }) => (
          <>
            <div className="pad">
              <CatalogueUpload />
            </div>
            <div className="list-box">
              {items.length > 0 ? (
                <RunTable runs={items} />
              ) : (
                <Blank icon={FolderInput} title={w.emptyTitle}>
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
