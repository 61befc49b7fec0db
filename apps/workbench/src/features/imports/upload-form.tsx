import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Choice } from '../../parts/choice.tsx'
import { UploadForm } from '../../parts/upload-form.tsx'
import { words } from './words.ts'

/** Sends a catalogue file and goes to its run. */
export function CatalogueUpload() {
  const w = useWords(words)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [source, setSource] = useState<string>()
  return (
    <UploadForm<ImportRun>
      words={w}
      start={w.start}
      accept=".jsonl,.ndjson,.csv,.gz,.json"
      path={source ? `/item-imports?source=${source}` : '/item-imports'}
      onSent={async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['imports'] })
        await navigate({ to: '/imports/$runId', params: { runId: id } })
      }}
    >
      <Choice
        label={w.catalogue}
        any={w.detect}
        width={280}
        value={source}
        options={[
          { value: 'guangdong', label: w.guangdong },
          { value: 'guangan', label: w.guangan },
        ]}
        onChange={setSource}
      />
    </UploadForm>
  )
}
