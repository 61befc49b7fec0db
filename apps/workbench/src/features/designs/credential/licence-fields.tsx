import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox, Input, InputNumber } from 'antd'
import { Field } from '../../../parts/field.tsx'
import { ChoiceProperty } from '../flow/controls.tsx'
import { useDepartments } from '../use-departments.ts'
import { type LicenceType, type ValidityKind, validityOf, withValidity } from './credential-model.ts'
import { words } from './words.ts'

const validities = ['none', 'years', 'months'] as const

/** Name, number, validity, labels of the face and the law a licence rests on. */
export function LicenceFields({ type, onPut }: { type: LicenceType; onPut: (type: LicenceType) => void }) {
  const w = useWords(words)
  const departments = useDepartments()
  const { kind: validity, value } = validityOf(type)
  const { face, identifier, numbering } = type
  const text = (label: string, now: string | undefined, put: (value: string) => LicenceType, help?: string) => (
    <Field label={label} help={help}>
      {(own) => <Input {...own} value={now ?? ''} onChange={({ target }) => onPut(put(target.value))} />}
    </Field>
  )
  const faceText = (key: 'title' | 'titleEn' | 'numberLabel' | 'issuerLabel' | 'note', label: string) =>
    text(label, face[key], (next) => {
      const { [key]: _, ...rest } = face
      return { ...type, face: (next || key === 'title' ? { ...rest, [key]: next } : rest) as LicenceType['face'] }
    })
  const basis = type.basis[0]
  const others = type.basis.slice(1)
  return (
    <section aria-labelledby="basics">
      <h2 id="basics" tabIndex={-1}>
        {w.basics}
      </h2>
      <div className="fields">
        {text(w.name, type.name, (name) => ({ ...type, name }))}
        {text(w.nameEn, type.nameEn, (nameEn) => ({ ...type, nameEn }))}
        <ChoiceProperty
          label={w.kind}
          value={type.kind}
          options={(['licence', 'certificate'] as const).map((each) => ({ value: each, label: w.kindWord[each] }))}
          onPut={(next) => onPut({ ...type, kind: next as LicenceType['kind'] })}
        />
        <ChoiceProperty
          label={w.definer}
          value={identifier?.definer ?? ''}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
          onPut={(definer) => onPut({ ...type, identifier: { code: identifier?.code ?? '', definer } })}
        />
        {text(
          w.code,
          identifier?.code,
          (code) => ({ ...type, identifier: { definer: identifier?.definer ?? '', code } }),
          w.codeHelp,
        )}
        {'pattern' in numbering && (
          <>
            {text(
              w.numbering,
              numbering.pattern,
              (pattern) => ({ ...type, numbering: { ...numbering, pattern } }),
              w.numberingHelp,
            )}
            <div className="entry">
              <Checkbox
                checked={numbering.scope?.includes('year') ?? false}
                onChange={({ target }) => {
                  const scope = (numbering.scope ?? []).filter((each) => each !== 'year')
                  onPut({ ...type, numbering: { ...numbering, scope: target.checked ? [...scope, 'year'] : scope } })
                }}
              >
                {w.perYear}
              </Checkbox>
            </div>
          </>
        )}
        <ChoiceProperty
          label={w.validity}
          value={validity}
          options={[...validities, ...(validity === 'until' ? (['until'] as const) : [])].map((each) => ({
            value: each,
            label: w.validityWord[each],
          }))}
          onPut={(next) => onPut(withValidity(type, next as ValidityKind, ''))}
        />
        {(validity === 'years' || validity === 'months') && (
          <Field label={w.validityValue}>
            {(own) => (
              <InputNumber
                {...own}
                style={{ width: '100%' }}
                min={1}
                precision={0}
                value={Number(value)}
                onChange={(next) => onPut(withValidity(type, validity, next ?? 1))}
              />
            )}
          </Field>
        )}
        {faceText('title', w.faceTitle)}
        {faceText('titleEn', w.faceTitleEn)}
        {faceText('numberLabel', w.numberLabel)}
        {faceText('issuerLabel', w.issuerLabel)}
        {faceText('note', w.note)}
        {text(w.law, basis?.law, (law) => ({ ...type, basis: [{ ...basis, law }, ...others] }))}
        {text(w.article, basis?.article, (article) => ({
          ...type,
          basis: [{ law: basis?.law ?? '', ...(article ? { article } : {}) }, ...others],
        }))}
      </div>
    </section>
  )
}
