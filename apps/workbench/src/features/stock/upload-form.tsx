import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StockImport, StockType } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Choice } from '../../parts/choice.tsx'
import { Note } from '../../parts/note.tsx'
import { UploadForm } from '../../parts/upload-form.tsx'
import { words } from './words.ts'

/** Sends a file of stock licences and goes to where its columns are checked. */
export function StockUpload({ types }: { types: StockType[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [type, setType] = useState<string>()
  const options = types.map(({ key, name, nameEn, from }) => ({
    value: key,
    label: `${pick(name, nameEn)} · ${w.since(format.day(from))}`,
  }))
  return (
    <UploadForm<StockImport>
      words={w}
      start={w.upload}
      accept=".csv,.xlsx,.json,.jsonl"
      path={type && `/stock-imports?type=${type}`}
      onSent={async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['stock-imports'] })
        await navigate({ to: '/stock-licences/$importId', params: { importId: id } })
      }}
    >
      {types.length === 0 && <Note>{w.noTypes}</Note>}
      <Choice label={w.type} any={w.chooseType} width={320} value={type} options={options} onChange={setType} />
    </UploadForm>
  )
}
