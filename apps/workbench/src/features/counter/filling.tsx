import { useMutation } from '@tanstack/react-query'
import type { Assisted } from '@zhengtong/platform/nets/service/counter/contract.ts'
import { compileForm, describeForm, type Form, visibleAnswers } from '@zhengtong/platform/support/forms/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { FormFields } from '@zhengtong/ui/forms/form-page.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox, Select } from 'antd'
import { useMemo, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useMe } from '../../session.ts'
import { words } from './words.ts'

/** The form with what registers know, the questions before it, and the materials, filled in by the clerk. */
export function Filling({ assisted, onKept }: { assisted: Assisted; onKept: (next: Assisted) => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const { application } = assisted
  // People of the whole city come to any window: addresses are chosen from the prefecture of the clerk's own.
  const city = `${useMe().posts[0]?.divisionCode.slice(0, 4)}00000000`
  const form = useMemo(() => compileForm(application.form as Form, compileFeel), [application.form])
  const [answers, setAnswers] = useState(application.answers)
  const agreed = application.materials.filter((each) => each.submission === 'confirm' && each.state === 'here')
  const [confirm, setConfirm] = useState(agreed.map(({ key }) => key))
  const [situations, setSituations] = useState<Record<string, string>>(
    Object.fromEntries(application.situations.flatMap(({ key, chosen }) => (chosen ? [[key, chosen]] : []))),
  )
  const path = `/counter-applications/${assisted.id}`
  const known = new Set(application.facts.map(({ pointer }) => pointer.split('/')[1]))
  const save = useMutation({
    mutationFn: () =>
      request<Assisted>(path, {
        method: 'PATCH',
        body: {
          answers: Object.fromEntries(Object.entries(answers).filter(([key]) => !known.has(key))),
          confirm,
          ...(application.situations.length > 0 ? { situations } : {}),
        },
      }),
    onSuccess: onKept,
  })
  const upload = useMutation({
    mutationFn: ({ key, file }: { key: string; file: File }) => {
      const body = new FormData()
      body.append('file', file)
      return request<Assisted>(`${path}/materials/${key}`, { method: 'PUT', body })
    },
    onSuccess: onKept,
  })
  const fault = save.error ?? upload.error
  return (
    <div className="flow">
      {fault && (
        <Note tone="danger" alert>
          {sentence(fault)}
        </Note>
      )}
      {application.situations.length > 0 && <h2>{w.situations}</h2>}
      {application.situations.map(({ key, question, questionEn, options }) => (
        <Field key={key} label={pick(question, questionEn)}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={situations[key]}
              options={options.map(({ key: value, label, labelEn }) => ({ value, label: pick(label, labelEn) }))}
              onChange={(value) => setSituations({ ...situations, [key]: value })}
            />
          )}
        </Field>
      ))}
      {describeForm(form).pages.map((page) => (
        <fieldset key={page.key} className="flow">
          <legend>{pick(page.title, page.titleEn)}</legend>
          <FormFields
            fields={page.fields}
            answers={answers}
            onChange={setAnswers}
            facts={application.facts}
            gaps={application.gaps}
            disputes={[]}
            hidden={new Set(visibleAnswers(form, answers).hidden)}
            errorAt={() => undefined}
            rootDivision={city}
          />
        </fieldset>
      ))}
      <h2>{w.materials}</h2>
      {application.materials.map(({ key, name, nameEn, submission, state, required, file }) =>
        submission === 'confirm' ? (
          <Checkbox
            key={key}
            checked={confirm.includes(key)}
            onChange={({ target }) =>
              setConfirm(target.checked ? [...confirm, key] : confirm.filter((each) => each !== key))
            }
          >
            {w.agree(pick(name, nameEn))}
          </Checkbox>
        ) : submission === 'upload' && state !== 'not-needed' ? (
          <Field key={key} label={`${pick(name, nameEn)}${required ? ` · ${w.required}` : ''}`}>
            {(own) => (
              <>
                <input
                  {...own}
                  type="file"
                  accept=".pdf,.jpg,.jpeg,.png,.ofd"
                  onChange={({ target }) => target.files?.[0] && upload.mutate({ key, file: target.files[0] })}
                />
                {file && <span className="soft">{file.fileName}</span>}
              </>
            )}
          </Field>
        ) : null,
      )}
      <p className="no-print" aria-live="polite">
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {w.save}
        </Button>{' '}
        {save.isSuccess && w.saved}
      </p>
    </div>
  )
}
