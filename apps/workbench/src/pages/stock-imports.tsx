import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ArchiveRestore } from 'lucide-react'
import { ImportTable } from '../features/stock/import-table.tsx'
import { StockUpload } from '../features/stock/upload-form.tsx'
import { useStockImports, useStockTypes } from '../features/stock/use-stock.ts'
import { words } from '../features/stock/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** Licences given before there were electronic ones: a file to upload, and the imports so far. */
export function StockImportsPage() {
  const w = useWords(words)
  useTitle(w.title)
  const types = useStockTypes()
  const imports = useStockImports()
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
      </div>
      <Content of={types}>
        {({ items }) => (
          <div className="pad">
            <StockUpload types={items} />
          </div>
        )}
      </Content>
      {!types.isError && (
        <Content of={imports}>
          {({ items }) => (
            <div className="list-box">
              {items.length > 0 ? (
                <ImportTable imports={items} />
              ) : (
                <Blank icon={ArchiveRestore} title={w.emptyTitle}>
                  <p>{w.empty}</p>
                </Blank>
              )}
            </div>
          )}
        </Content>
      )}
    </>
  )
}
