import type { CaseView, CorrectionItem } from '@zhengtong/platform/support/cases/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox, Input } from 'antd'
import { factRows } from './fact-rows.ts'
import { useForm } from './use-form.ts'
import { words } from './words.ts'

/** 一次性告知: everything that must be put right, chosen from the materials and answers of the case (行政许可法第32条). */
export function CorrectionBuilder(props: {
  view: CaseView
  items: CorrectionItem[]
  onChange: (items: CorrectionItem[]) => void
}) {
  const { view, items, onChange } = props
  const w = useWords(words)
  const { language } = useLanguage()
  const form = useForm(view.form.key, view.form.version)
  const materials = view.materials.filter(({ current }) => current)
  // Only what the applicant said can be corrected by the applicant.
  const fields = factRows(view, form.data, language).filter(({ fact }) => !fact)
  const line = (kind: CorrectionItem['kind'], key: string, name: string) => {
    const asked = items.find((item) => item.kind === kind && item.key === key)
    const rest = items.filter((item) => item !== asked)
    return (
      <li key={`${kind}${key}`}>
        <Checkbox
          checked={asked !== undefined}
          onChange={({ target }) => onChange(target.checked ? [...items, { kind, key, message: '' }] : rest)}
        >
          {name}
        </Checkbox>
        {asked && (
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={500}
            value={asked.message}
            aria-label={w.correctionMessage(name)}
            placeholder={w.correctionPlaceholder}
            onChange={({ target }) =>
              onChange(items.map((item) => (item === asked ? { ...asked, message: target.value } : item)))
            }
          />
        )}
      </li>
    )
  }
  return (
    <section className="case-part correction" aria-labelledby="correction">
      <h2 id="correction">{w.correctionTitle}</h2>
      <p className="soft">{w.correctionHelp}</p>
      <div className="correction-columns">
        {materials.length > 0 && (
          <fieldset>
            <legend className="group-label">{w.correctionMaterials}</legend>
            <ul>{materials.map(({ key, name }) => line('material', key, name))}</ul>
          </fieldset>
        )}
        {fields.length > 0 && (
          <fieldset>
            <legend className="group-label">{w.correctionFields}</legend>
            <ul>{fields.map(({ pointer, title, said }) => line('field', pointer, `${title}：${said}`))}</ul>
          </fieldset>
        )}
      </div>
    </section>
  )
}
