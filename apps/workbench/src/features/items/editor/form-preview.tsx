import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Note } from '../../../parts/note.tsx'
import { Skeleton } from '../../../parts/skeleton.tsx'
import { useSentence } from '../../../parts/trouble.tsx'
import { useForm } from '../../cases/use-form.ts'
import { nodeAt } from '../../designs/form/form-model.ts'
import { Preview } from '../../designs/form/preview.tsx'
import { sourceSaid } from '../../designs/form/source-words.ts'
import { useCredentials, useRegisters } from '../../designs/form/use-held.ts'
import { words as formWords } from '../../designs/form/words.ts'
import { editorWords } from './words.ts'

/** The form of an item page by page, drawn as applicants fill it in. */
export function ItemFormPreview({ formKey }: { formKey: string | undefined }) {
  const e = useWords(editorWords)
  const f = useWords(formWords)
  const sentence = useSentence()
  const of = useForm(formKey)
  const held = { registers: useRegisters(), credentials: useCredentials() }
  const [page, setPage] = useState(0)
  if (formKey === undefined) return <p className="soft">{e.noForm}</p>
  if (of.error) return <Note tone="danger">{sentence(of.error)}</Note>
  if (!of.data) return <Skeleton rows={6} />
  const { form } = of.data
  return (
    <Preview
      form={form}
      page={page}
      onPage={setPage}
      sourceOf={(pointer) => sourceSaid(nodeAt(form, pointer) ?? {}, held, f)}
    />
  )
}
