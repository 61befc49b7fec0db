import { useQuery } from '@tanstack/react-query'
import type { ActTarget } from '@zhengtong/platform/support/cases/contract.ts'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Radio, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { ColleagueSelect } from './colleague-select.tsx'
import { words } from './words.ts'

/** Who gets a task, or is asked to sign: a colleague by name, or a department. `role` narrows to who may do it. */
export function TargetField(props: {
  label: string
  role: string | undefined
  target: ActTarget
  fault: string | undefined
  onChange: (target: ActTarget) => void
}) {
  const { label, role, target, fault, onChange } = props
  const w = useWords(words)
  const pick = usePick()
  const [kind, setKind] = useState<'colleague' | 'department'>('colleague')
  const departments = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
    enabled: kind === 'department',
  })
  const { accountId: _, departmentId: __, ...rest } = target
  return (
    <>
      <Radio.Group
        aria-label={w.kind}
        value={kind}
        onChange={(event) => {
          setKind(event.target.value)
          onChange(rest)
        }}
        options={[
          { value: 'colleague', label: w.colleague },
          { value: 'department', label: w.department },
        ]}
      />
      <Field label={label} fault={fault}>
        {(own) =>
          kind === 'colleague' ? (
            <ColleagueSelect
              own={own}
              role={role}
              value={target.accountId}
              onChange={(accountId) => onChange({ ...rest, accountId })}
            />
          ) : (
            <Select
              {...own}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              loading={departments.isPending}
              value={target.departmentId}
              options={
                departments.data?.items.map(({ id, name, nameEn }) => ({ value: id, label: pick(name, nameEn) })) ?? []
              }
              onChange={(departmentId: string) => onChange({ ...rest, departmentId })}
            />
          )
        }
      </Field>
    </>
  )
}
