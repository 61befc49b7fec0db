import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { formatSize, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { pathOf } from '../cases/queries.ts'
import { materialsQuery } from './queries.ts'
import { materialWords } from './words.ts'

/** One's own files, offered where a case waits for a material: in a correction, or for what was to follow. */
export function UseOwn({ view, materialKey, onUsed }: { view: CaseView; materialKey: string; onUsed?: () => void }) {
  const t = useWords(materialWords)
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useQuery(materialsQuery(view.applicant.partyId))
  const [failure, setFailure] = useState<unknown>()
  const usable = (data ?? []).filter(({ may }) => may.includes('reuse'))
  if (usable.length === 0) return null
  const use = async (materialId: string) => {
    try {
      const path = `${pathOf(view.id)}/materials/${encodeURIComponent(materialKey)}/reuse`
      await request(path, { method: 'POST', body: { materialId } })
      setFailure(undefined)
      onUsed?.()
      await queries.invalidateQueries({ queryKey: ['case', view.id] })
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <details>
      <summary>{t.reuse(usable.length)}</summary>
      <ul className="rows">
        {usable.map((file) => (
          <li key={file.id}>
            <p>
              <strong>{file.fileName}</strong>{' '}
              <span className="soft">
                {file.name} · {formatSize(file.size)} · {format.day(file.at)}
              </span>
            </p>
            <p>
              <LinkButton onClick={() => void use(file.id)}>
                {t.use}
                <span className="unseen"> {file.fileName}</span>
              </LinkButton>
            </p>
          </li>
        ))}
      </ul>
      {failure ? <TroubleSaid error={failure} /> : null}
    </details>
  )
}
