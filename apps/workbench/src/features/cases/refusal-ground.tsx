import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Select } from 'antd'
import { Field } from '../../parts/field.tsx'

const words = defineWords(
  {
    title: '为什么不予受理',
    ground: '属于哪一种情形（行政许可法第三十二条）',
    grounds: {
      other: '其他情形，写在理由里',
      'not-needed': '依法不需要取得许可：不受理',
      'not-competent': '不属于本机关职权：不予受理，告诉申请人去哪里',
    },
    goTo: '申请人应当向哪个机关申请',
  },
  {
    title: 'Why it is not accepted',
    ground: 'Which case of Art. 32 of the Administrative Licensing Law',
    grounds: {
      other: 'Another, given in the reasons',
      'not-needed': 'No licence is needed',
      'not-competent': 'Not this agency’s: say where to go',
    },
    goTo: 'Which agency the applicant should go to',
  },
)

type Ground = keyof (typeof words)['zh']['grounds']

/** 第32条: the paper says that no licence is needed, or which agency is competent. What is left out is said in the reasons. */
export function RefusalGround(props: {
  data: Record<string, unknown>
  fault: string | undefined
  onChange: (data: Record<string, unknown>) => void
}) {
  const { data, fault, onChange } = props
  const w = useWords(words)
  const ground = (data.ground as Ground | undefined) ?? 'other'
  return (
    <section className="case-part" aria-label={w.title}>
      <Field label={w.ground}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            value={ground}
            options={Object.entries(w.grounds).map(([value, label]) => ({ value: value as Ground, label }))}
            onChange={(next) => onChange(next === 'other' ? {} : { ...data, ground: next })}
          />
        )}
      </Field>
      {ground === 'not-competent' && (
        <Field label={w.goTo} fault={fault}>
          {(own) => (
            <Input
              {...own}
              maxLength={100}
              value={typeof data.goTo === 'string' ? data.goTo : ''}
              onChange={({ target }) => onChange({ ...data, goTo: target.value })}
            />
          )}
        </Field>
      )}
    </section>
  )
}
