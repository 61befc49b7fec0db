import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Choice } from '../../parts/choice.tsx'
import { UploadForm } from '../../parts/upload-form.tsx'
import { words } from './words.ts'

/** Sends a file for a register and goes to where its columns are checked. */
export function RegisterUpload({ registers }: { registers: RegisterSummary[] }) {
  const w = useWords(words)
  const pick = usePick()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [register, setRegister] = useState<string>()
  const options = registers.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))
  return (
    <UploadForm<RegisterImport>
      words={w}
      start={w.upload}
      accept=".csv,.xlsx,.json,.jsonl,.gz"
      path={register && `/register-imports?register=${register}`}
      onSent={async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['register-imports'] })
        await navigate({ to: '/register-imports/$importId', params: { importId: id } })
      }}
    >
      <Choice
        label={w.register}
        any={w.chooseRegister}
        width={320}
        value={register}
        options={options}
        onChange={setRegister}
      />
    </UploadForm>
  )
}
